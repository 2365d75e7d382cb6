package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Playlists as they are not expected, saved: each is complete and plays where it lies, or nothing is saved. */
class OddPlaylistsTest {

    private static final String LOCATION = "/film/stream.m3u8";
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9]+\\.[A-Za-z0-9]+");
    private static final Pattern URI_ATTRIBUTE = Pattern.compile("[:,]\\s*URI=\"([^\"]*)\"");
    private static final String OLDER = "#EXTM3U\n# an older one\n";

    private static SimulatedPlatform platform;
    private static PlaylistServers server;

    @TempDir
    private Path folder;

    /** Where the products of the one resolution of the one video go, which has no name. */
    private Path saved;

    @BeforeEach
    void make() throws IOException {
        saved = Files.createDirectories(folder.resolve("7/480P"));
    }

    /**
     * A playlist.
     *
     * @param more pages by their path
     * @param origins where its contents are to come from; those of a playlist in it between brackets; null when it is refused
     * @param why a part of the message, when it is refused
     */
    private record Odd(String name, String playlist, Map<String, String> more, List<String> origins, String why) {

        static Odd saved(String name, String playlist, String... origins) {
            return new Odd(name, playlist, Map.of(), List.of(origins), null);
        }

        static Odd refused(String name, String playlist, String why) {
            return new Odd(name, playlist, Map.of(), null, why);
        }

        Odd with(String path, String page) {
            Map<String, String> pages = new java.util.HashMap<>(more);
            pages.put(path, page);
            return new Odd(name, playlist, pages, origins, why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        server = new PlaylistServers();
        server.named(platform, server.address(LOCATION));
    }

    @AfterAll
    static void stop() {
        server.close();
        platform.close();
    }

    @AfterEach
    void clear() {
        server.clear();
    }

    private static String media(String... lines) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:2\n" + String.join("\n", lines) + "\n#EXT-X-ENDLIST\n";
    }

    /** Media segments of these addresses. */
    private static String of(String... addresses) {
        return media(Arrays.stream(addresses)
                .map(address -> "#EXTINF:2,\n" + address)
                .toArray(String[]::new));
    }

    private static String master(String... lines) {
        return "#EXTM3U\n" + String.join("\n", lines) + "\n";
    }

    private static String variant(String address) {
        return "#EXT-X-STREAM-INF:BANDWIDTH=1000\n" + address;
    }

    private static Stream<Odd> addresses() {
        return Stream.of(
                Odd.saved("plain names", of("000.ts", "001.ts"), "/film/000.ts", "/film/001.ts"),
                Odd.saved(
                        "signed addresses",
                        of("http://content.example/film/000.ts?auth_key=1-2-0-ab/cd"),
                        "/film/000.ts?auth_key=1-2-0-ab/cd"),
                Odd.saved(
                        "names in the query",
                        of("/get?sign=a%2Fb==&name=0.ts", "/get?sign=a%2Fb==&name=1.ts"),
                        "/get?sign=a%2Fb==&name=0.ts",
                        "/get?sign=a%2Fb==&name=1.ts"),
                Odd.saved("a query alone", of("?part=0", "?part=1"), LOCATION + "?part=0", LOCATION + "?part=1"),
                Odd.saved("one name in two folders", of("a/0.ts", "b/0.ts"), "/film/a/0.ts", "/film/b/0.ts"),
                Odd.saved("names that differ in case", of("A.ts", "a.ts"), "/film/A.ts", "/film/a.ts"),
                Odd.saved(
                        "one name at two hosts",
                        of("0.ts", "http://other.example/film/0.ts?at=other"),
                        "/film/0.ts",
                        "/film/0.ts?at=other"),
                Odd.saved("folders", of("0/", "1/"), "/film/0/", "/film/1/"),
                Odd.saved("a folder's own address", of("./"), "/film/"),
                Odd.saved("a bare server", of("http://content.example"), "/"),
                Odd.saved("spaces", of("my film 0.ts"), "/film/my%20film%200.ts"),
                Odd.saved("escapes", of("a%20b%2fc.ts"), "/film/a%20b%2fc.ts"),
                Odd.saved("bare percent signs", of("100%.ts"), "/film/100%25.ts"),
                Odd.saved("other letters", of("影片 0.ts"), "/film/%E5%BD%B1%E7%89%87%200.ts"),
                Odd.saved("a fragment", of("0.ts#t=2"), "/film/0.ts"),
                Odd.saved("a colon in a name", of("./12:30.ts"), "/film/12:30.ts"),
                Odd.saved("the folder above", of("../other/0.ts"), "/other/0.ts"),
                Odd.saved("far above", of("../../../0.ts"), "/0.ts"),
                Odd.saved("escaped dots", of("%2e%2e/0.ts"), "/0.ts"),
                Odd.saved("backslashes", of("part\\0.ts"), "/film/part/0.ts"),
                Odd.saved("from the root", of("/0.ts"), "/0.ts"),
                Odd.saved("without scheme", of("//content.example/x/0.ts"), "/x/0.ts"),
                Odd.saved("a scheme in capitals", of("HTTP://content.example/x/0.ts"), "/x/0.ts"),
                Odd.saved("brackets, bars and quotes", of("a[1]|'b'.ts"), "/film/a%5B1%5D%7C'b'.ts"),
                Odd.saved(
                        "names that Windows keeps for devices", of("con.ts", "nul.ts"), "/film/con.ts", "/film/nul.ts"),
                Odd.saved(
                        "a name that is given here",
                        of("x/y.ts", "segment00001.ts"),
                        "/film/x/y.ts",
                        "/film/segment00001.ts"),
                Odd.saved("the playlist's own name", of("a/stream.m3u8"), "/film/a/stream.m3u8"),
                Odd.saved("segments under names of pictures", of("0.jpg", "1.png"), "/film/0.jpg", "/film/1.png"),
                Odd.saved("no name at all", of(".ts", "..ts"), "/film/.ts", "/film/..ts"),
                Odd.saved("long names", of("a".repeat(400) + ".ts"), "/film/" + "a".repeat(400) + ".ts"),
                Odd.saved("one segment twice", of("0.ts", "1.ts", "0.ts"), "/film/0.ts", "/film/1.ts", "/film/0.ts"));
    }

    private static Stream<Odd> lines() {
        return Stream.of(
                Odd.saved("a byte order mark", "\uFEFF" + of("0.ts"), "/film/0.ts"),
                Odd.saved("line ends of Windows", of("0.ts", "1.ts").replace("\n", "\r\n"), "/film/0.ts", "/film/1.ts"),
                Odd.saved("indented", of("0.ts", "1.ts").replace("\n", "\n  \t"), "/film/0.ts", "/film/1.ts"),
                Odd.saved("blanks behind", of("0.ts", "1.ts").replace("\n", " \n"), "/film/0.ts", "/film/1.ts"),
                Odd.saved("empty lines", "\n" + of("0.ts", "1.ts").replace("\n", "\n\n"), "/film/0.ts", "/film/1.ts"),
                Odd.saved("no end of the last line", of("0.ts").strip(), "/film/0.ts"),
                Odd.saved(
                        "an address in a comment",
                        media("# from http://content.example/secret?k=1", "#EXTINF:2,", "0.ts"),
                        "/film/0.ts"),
                Odd.saved(
                        "an address as a title",
                        media("#EXTINF:2,http://content.example/?sign=1", "0.ts"),
                        "/film/0.ts"),
                Odd.saved(
                        "tags between",
                        media("#EXTINF:2,", "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z", "0.ts"),
                        "/film/0.ts"),
                Odd.saved("a tag of somebody", media("#EXT-X-SOMEBODY:1", "#EXTINF:2,", "0.ts"), "/film/0.ts"),
                Odd.saved("VOD without an end", "#EXTM3U\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:2,\n0.ts\n", "/film/0.ts"),
                Odd.saved(
                        "byte ranges",
                        media(
                                "#EXTINF:2,",
                                "#EXT-X-BYTERANGE:5@0",
                                "all.ts",
                                "#EXTINF:2,",
                                "#EXT-X-BYTERANGE:6",
                                "all.ts"),
                        "/film/all.ts",
                        "/film/all.ts"),
                Odd.saved(
                        "an initialization section",
                        media("#EXT-X-MAP:URI=\"i/init.mp4?s=1\"", "#EXTINF:2,", "0.m4s"),
                        "/film/i/init.mp4?s=1",
                        "/film/0.m4s"),
                Odd.saved(
                        "two of them",
                        media(
                                "#EXT-X-MAP:URI=\"a/i.mp4\"",
                                "#EXTINF:2,",
                                "0.m4s",
                                "#EXT-X-DISCONTINUITY",
                                "#EXT-X-MAP:BYTERANGE=\"4@0\",URI=\"b/i.mp4\"",
                                "#EXTINF:2,",
                                "1.m4s"),
                        "/film/a/i.mp4",
                        "/film/0.m4s",
                        "/film/b/i.mp4",
                        "/film/1.m4s"),
                Odd.saved(
                        "a key",
                        media("#EXT-X-KEY:METHOD=AES-128,URI=\"/my key,1?a=b\",IV=0x01", "#EXTINF:2,", "0.ts"),
                        "/my%20key,1?a=b-",
                        "/film/0.ts"),
                Odd.saved(
                        "keys in turn",
                        media(
                                "#EXT-X-KEY:METHOD=AES-128,URI=\"/key?0\"",
                                "#EXTINF:2,",
                                "0.ts",
                                "#EXT-X-KEY:METHOD=AES-128,URI=\"/key?1\"",
                                "#EXTINF:2,",
                                "1.ts"),
                        "/key?0----------",
                        "/film/0.ts",
                        "/key?1----------",
                        "/film/1.ts"),
                Odd.saved(
                        "no key",
                        media("#EXT-X-KEY:METHOD=NONE,URI=\"http://content.example/key\"", "#EXTINF:2,", "0.ts"),
                        "/film/0.ts"),
                Odd.saved(
                        "parts",
                        media("#EXT-X-PART:DURATION=1,URI=\"0.a.ts\"", "#EXTINF:2,", "0.ts"),
                        "/film/0.a.ts",
                        "/film/0.ts"),
                Odd.saved(
                        "what a live server says",
                        media("#EXTINF:2,", "0.ts", "#EXT-X-RENDITION-REPORT:URI=\"../b.m3u8\""),
                        "/film/0.ts"));
    }

    private static Stream<Odd> masters() {
        return Stream.of(
                Odd.saved(
                                "variants of one name",
                                master(variant("a/stream.m3u8"), variant("b/stream.m3u8")),
                                "[",
                                "/film/a/0.ts",
                                "]",
                                "[",
                                "/film/b/0.ts",
                                "]")
                        .with("/film/a/stream.m3u8", of("0.ts"))
                        .with("/film/b/stream.m3u8", of("0.ts")),
                Odd.saved(
                                "variants named in the query",
                                master(variant("v?n=1"), variant("v?n=2")),
                                "[",
                                "/film/0.ts",
                                "]",
                                "[",
                                "/film/1.ts",
                                "]")
                        .with("/film/v?n=1", of("0.ts"))
                        .with("/film/v?n=2", of("1.ts")),
                Odd.saved(
                                "one variant twice",
                                master(variant("v.m3u8"), variant("v.m3u8")),
                                "[",
                                "/film/0.ts",
                                "]",
                                "[",
                                "/film/0.ts",
                                "]")
                        .with("/film/v.m3u8", of("0.ts")),
                Odd.saved(
                                "renditions",
                                master(
                                        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"x, URI=y\",URI=\"a/l.m3u8\"",
                                        "#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID=\"c\",NAME=\"c\",INSTREAM-ID=\"CC1\"",
                                        variant("v.m3u8")),
                                "[",
                                "/film/a/0.aac",
                                "]",
                                "[",
                                "/film/0.ts",
                                "]")
                        .with("/film/a/l.m3u8", of("0.aac"))
                        .with("/film/v.m3u8", of("0.ts")),
                Odd.saved(
                                "I-frames",
                                master(variant("v.m3u8"), "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=9,URI=\"i.m3u8\""),
                                "[",
                                "/film/0.ts",
                                "]",
                                "[",
                                "/film/0.ts",
                                "]")
                        .with("/film/v.m3u8", of("0.ts"))
                        .with("/film/i.m3u8", of("0.ts")),
                Odd.saved(
                                "a key for all",
                                master("#EXT-X-SESSION-KEY:METHOD=AES-128,URI=\"/key?s=1\"", variant("v.m3u8")),
                                "/key?s=1--------",
                                "[",
                                "/key?s=1--------",
                                "/film/0.ts",
                                "]")
                        .with(
                                "/film/v.m3u8",
                                media("#EXT-X-KEY:METHOD=AES-128,URI=\"/key?s=1\"", "#EXTINF:2,", "0.ts")),
                Odd.saved(
                                "data",
                                master("#EXT-X-SESSION-DATA:DATA-ID=\"a\",URI=\"d.json\"", variant("v.m3u8")),
                                "/film/d.json",
                                "[",
                                "/film/0.ts",
                                "]")
                        .with("/film/v.m3u8", of("0.ts")),
                Odd.saved("a variant elsewhere", master(variant("http://other.example/v/l.m3u8")), "[", "/v/0.ts", "]")
                        .with("/v/l.m3u8", of("0.ts")));
    }

    private static Stream<Odd> refused() {
        return Stream.of(
                Odd.refused("a page of HTML", "<!DOCTYPE html>\n<html><body>busy</body></html>\n", "HTML"),
                Odd.refused("JSON", "{\"code\":1}", "JSON"),
                Odd.refused("nothing", "", "another text instead of a playlist"),
                Odd.refused("a segment", "\u0047@\u0011", "another text instead of a playlist"),
                Odd.refused("addresses without a header", "0.ts\n1.ts\n", "another text instead of a playlist"),
                Odd.refused("a header alone", "#EXTM3U\n", "names no segments"),
                Odd.refused("another beginning", "#EXTM3U8\n#EXTINF:2,\n0.ts\n", "another text instead of a playlist"),
                Odd.refused("a live stream", "#EXTM3U\n#EXTINF:2,\n0.ts\n", "not complete"),
                Odd.refused(
                        "an event that goes on",
                        "#EXTM3U\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXTINF:2,\n0.ts\n",
                        "not complete"),
                Odd.refused(
                        "cut off behind a tag",
                        "#EXTM3U\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:2,\n",
                        "ends where the address"),
                Odd.refused("a lost address", media("#EXTINF:2,", "#EXTINF:2,", "0.ts"), "should be"),
                Odd.refused("an address without a tag", media("0.ts"), "without a tag"),
                Odd.refused("two playlists", of("0.ts") + of("1.ts"), "second playlist"),
                Odd.refused("both kinds", master(variant("v.m3u8"), "#EXTINF:2,", "0.ts"), "both segments and"),
                Odd.refused("three levels", master(variant("v.m3u8")), "Two levels")
                        .with("/film/v.m3u8", master(variant("w.m3u8"))),
                Odd.refused("itself", master(variant("stream.m3u8")), "Two levels"),
                Odd.refused("a page as a variant", master(variant("v.m3u8")), "HTML")
                        .with("/film/v.m3u8", "<html></html>"),
                Odd.refused(
                        "variables",
                        media("#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"", "#EXTINF:2,", "{$a}.ts"),
                        "EXT-X-DEFINE"),
                Odd.refused("left out", media("#EXT-X-SKIP:SKIPPED-SEGMENTS=3", "#EXTINF:2,", "0.ts"), "EXT-X-SKIP"),
                Odd.refused(
                        "an address in a tag of somebody",
                        media("#EXT-X-SOMEBODY:http://content.example/?sign=1", "#EXTINF:2,", "0.ts"),
                        "in an unknown place"),
                Odd.refused(
                        "an address of somebody's attribute",
                        media("#EXT-X-DATERANGE:ID=\"a\",X-ASSET-URI=\"ad.m3u8\"", "#EXTINF:2,", "0.ts"),
                        "in an unknown place"),
                Odd.refused(
                        "an address beside the address",
                        media(
                                "#EXT-X-MAP:URI=\"i.mp4\",X-FROM=\"http://content.example/?sign=1\"",
                                "#EXTINF:2,",
                                "0.m4s"),
                        "in an unknown place"),
                Odd.refused(
                        "two addresses in one tag",
                        media("#EXT-X-MAP:URI=\"i.mp4\",URI=\"j.mp4\"", "#EXTINF:2,", "0.m4s"),
                        "more than one URI"),
                Odd.refused(
                        "a key without address",
                        media("#EXT-X-KEY:METHOD=AES-128", "#EXTINF:2,", "0.ts"),
                        "has no URI"),
                Odd.refused(
                        "an open quotation mark",
                        media("#EXT-X-KEY:METHOD=AES-128,URI=\"key", "#EXTINF:2,", "0.ts"),
                        "quotation mark"),
                Odd.refused(
                        "a key of another length",
                        media("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"", "#EXTINF:2,", "0.ts"),
                        "16 bytes"),
                Odd.refused("a local file", of("file:///etc/passwd"), "neither http nor https"),
                Odd.refused("another protocol", of("ftp://content.example/0.ts"), "neither http nor https"),
                Odd.refused("what looks like a protocol", of("a:b.ts"), "neither http nor https"),
                Odd.refused("a user", of("http://a:b@content.example/0.ts"), "no host"),
                Odd.refused("no host", of("http:///0.ts"), "no host"),
                Odd.refused("a fragment alone", media("#EXT-X-MAP:URI=\"#x\"", "#EXTINF:2,", "0.m4s"), "is empty"),
                Odd.refused("control characters", of("a\u0001b.ts"), "control characters"),
                Odd.refused("a page as a segment", of("0.ts"), "web page").with("/film/0.ts", "<html>busy</html>"),
                Odd.refused(
                                "a page as an initialization section",
                                media("#EXT-X-MAP:URI=\"i.mp4\"", "#EXTINF:2,", "0.m4s"),
                                "web page")
                        .with("/film/i.mp4", "<?xml version=\"1.0\"?><Error/>"),
                Odd.refused(
                        "too many entries",
                        of(IntStream.range(0, 10_001).mapToObj(i -> "a/" + i).toArray(String[]::new)),
                        "10000"),
                Odd.refused("too many in all", master(variant("v.m3u8"), variant("w.m3u8")), "10000")
                        .with(
                                "/film/v.m3u8",
                                of(IntStream.range(0, 6000)
                                        .mapToObj(i -> "v/" + i)
                                        .toArray(String[]::new)))
                        .with(
                                "/film/w.m3u8",
                                of(IntStream.range(0, 6000)
                                        .mapToObj(i -> "w/" + i)
                                        .toArray(String[]::new))),
                Odd.refused("too long", of("0.ts") + "#".repeat(16 * 1024 * 1024), "longer than"),
                Odd.refused(
                                "together too long",
                                master(IntStream.range(0, 5)
                                        .mapToObj(i -> variant("v" + i))
                                        .toArray(String[]::new)),
                                "together")
                        .with("/film/v0", long_())
                        .with("/film/v1", long_())
                        .with("/film/v2", long_())
                        .with("/film/v3", long_())
                        .with("/film/v4", long_()));
    }

    private static String long_() {
        return of("0.ts") + "#".repeat(15 * 1024 * 1024);
    }

    private Exchange save() {
        return platform.template.request(
                "pan123:transcodeDownload?artifact=m3u8&fileId=7&" + PlaylistServers.OF_ONE_RESOLUTION
                        + "&downloadRetries=0&targetDirectory=RAW(" + folder + ")",
                exchange -> {});
    }

    private void serve(Odd odd) {
        odd.more().forEach(server::page);
        server.page(LOCATION, odd.playlist());
    }

    @ParameterizedTest
    @MethodSource({"addresses", "lines", "masters"})
    void aSavedPlaylistIsComplete(Odd odd) throws IOException {
        serve(odd);
        Exchange exchange = save();
        assertThat(exchange.getException()).isNull();
        Path playlist = exchange.getMessage().getBody(File.class).toPath();
        assertThat(playlist).hasParentRaw(saved.toRealPath()).hasFileName("stream.m3u8");
        assertThat(origins(playlist)).isEqualTo(odd.origins());
        assertThat(server.asked()).as("nothing is fetched twice").doesNotHaveDuplicates();
        assertThat(server.headers()).doesNotContain("authorization", "platform", "cookie");
        assertThat(Files.readString(playlist, StandardCharsets.UTF_8)).doesNotContain("://", "sign", "auth_key");
        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files).as("nothing else is left").hasSize((int)
                    Stream.concat(Stream.of(LOCATION), server.asked().stream())
                            .distinct()
                            .count());
        }
    }

    /** Where the contents of a saved playlist came from; each has a plain name of its own and lies beside it. */
    private static List<String> origins(Path playlist) throws IOException {
        List<String> origins = new ArrayList<>();
        for (String line : Files.readAllLines(playlist, StandardCharsets.UTF_8)) {
            Matcher uri = URI_ATTRIBUTE.matcher(line);
            String local = !line.startsWith("#") ? line : uri.find() ? uri.group(1) : null;
            if (local == null) {
                continue;
            }
            assertThat(local).matches(LOCAL);
            Path file = playlist.resolveSibling(local);
            assertThat(file).isRegularFile();
            if (local.endsWith(".m3u8") && !local.equals("stream.m3u8")) {
                origins.add("[");
                origins.addAll(origins(file));
                origins.add("]");
            } else {
                origins.add(Files.readString(file));
            }
        }
        return origins;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeSavedWholeIsAnErrorAndLeavesTheFolderAsItWas(Odd odd) throws IOException {
        Files.writeString(saved.resolve("stream.m3u8"), OLDER);
        serve(odd);
        Exchange exchange = save();
        assertThat(exchange.getException())
                .hasMessageContaining(odd.why())
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("Pan123PlaylistException"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2048).doesNotContain("://", "sign="));
        assertOlder();
        assertThat(server.headers()).doesNotContain("authorization", "platform", "cookie");
    }

    private void assertOlder() throws IOException {
        try (Stream<Path> files = Files.list(saved)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).collect(Collectors.toList()))
                    .containsExactly("stream.m3u8");
        }
        assertThat(saved.resolve("stream.m3u8")).hasContent(OLDER);
    }

    @Test
    void aSegmentThatIsMissingLeavesTheFolderAsItWas() throws IOException {
        Files.writeString(saved.resolve("stream.m3u8"), OLDER);
        server.page(LOCATION, of("0.ts", "x/1.m4s", "2.ts"));
        server.refuse("/film/x/1.m4s", 404);
        Exchange exchange = save();
        assertThat(exchange.getException())
                .hasMessageContaining("refused the address of")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("Pan123DownloadFailedException"));
        assertOlder();
    }

    @Test
    void aServerThatNothingNamedIsNotAsked() throws IOException {
        Files.writeString(saved.resolve("stream.m3u8"), OLDER);
        server.page(LOCATION, of("0.ts?a=1"));
        server.redirect("/film/0.ts?a=1", "http://other.example/internal");
        Exchange exchange = save();
        assertThat(exchange.getException()).hasMessageContaining("localhost").hasMessageContaining("does not name");
        assertThat(server.asked()).doesNotContain("/internal");
        assertOlder();
    }

    @Test
    void aServerThatThePlaylistNamesIsFollowedTo() throws IOException {
        server.page(LOCATION, of("0.ts?a=1", "http://other.example/1.ts"));
        server.redirect("/film/0.ts?a=1", server.address("LocalHost", "/elsewhere/0.ts"));
        Exchange exchange = save();
        assertThat(exchange.getException()).isNull();
        assertThat(origins(saved.resolve("stream.m3u8"))).containsExactly("/elsewhere/0.ts", "/1.ts");
    }

    @Test
    void addressesBelongToWhereThePlaylistCameFromInTheEnd() throws IOException {
        server.redirect(LOCATION, "http://other.example/far/away.m3u8");
        server.page("/far/away.m3u8", of("0.ts"));
        Exchange exchange = save();
        assertThat(exchange.getException()).isNull();
        assertThat(origins(saved.resolve("stream.m3u8"))).containsExactly("/far/0.ts");
    }

    @Test
    void aNewerPlaylistTakesThePlaceOfAnOlderOne() throws IOException {
        server.page(LOCATION, of("a/0.ts", "a/1.ts"));
        assertThat(save().getException()).isNull();
        server.page(LOCATION, of("b/0.ts"));
        assertThat(save().getException()).isNull();
        assertThat(origins(saved.resolve("stream.m3u8"))).containsExactly("/film/b/0.ts");
    }

    @Test
    void whatThePlaylistSaysIsMissingIsNotAskedFor() throws IOException {
        server.page(LOCATION, media("#EXT-X-GAP", "#EXTINF:2,", "x/0.ts", "#EXTINF:2,", "x/1.ts"));
        assertThat(save().getException()).isNull();
        assertThat(server.asked()).containsExactly(LOCATION, "/film/x/1.ts");
        assertThat(Files.readString(saved.resolve("stream.m3u8")))
                .contains("#EXT-X-GAP")
                .doesNotContain("x/");
    }

    private Exchange request(String options) {
        return platform.template.request(
                "pan123:transcodeDownload?fileId=7&" + PlaylistServers.OF_ONE_RESOLUTION + "&downloadRetries=0&"
                        + options,
                exchange -> {});
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void entriesOfAStreamAreFetchedByTheirLocalNames(Odd odd) throws IOException {
        serve(odd);
        String playlist = request("artifact=m3u8").getMessage().getBody(String.class);
        assertThat(playlist).startsWith("#EXTM3U\n").doesNotContain("://", "sign", "auth_key");
        List<String> locals =
                playlist.lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(locals).allMatch(local -> LOCAL.matcher(local).matches());
        assertThat(locals).hasSameSizeAs(odd.origins());
        List<String> origins = new ArrayList<>();
        for (String local : locals) {
            if (platformKnows(local)) {
                // the platform gives an address with a signature of its own
                String origin = odd.origins().get(origins.size());
                assertThat(origin.split("\\?", 2)[0]).isEqualTo("/film/" + local);
                origins.add(origin);
            } else {
                Exchange segment = request("artifact=ts&segmentName=" + local);
                assertThat(segment.getException()).isNull();
                assertThat(segment.getMessage().getHeader(Pan123Constants.FILE_NAME))
                        .isEqualTo(local);
                origins.add(segment.getMessage().getBody(String.class));
            }
        }
        assertThat(origins).isEqualTo(odd.origins());
    }

    /** What lies beside the platform's own playlist is asked of the platform, which here names the playlist each time. */
    private static boolean platformKnows(String local) {
        return local.endsWith(".ts") && !local.matches("segment[0-9]{5}\\.ts");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aStreamIsRefusedWhenItNeedsMoreThanSegments(Odd odd) {
        serve(odd);
        Exchange exchange = request("artifact=m3u8");
        if (odd.playlist().matches("(?s).*(EXT-X-MAP|EXT-X-KEY:METHOD=AES).*")) {
            assertThat(exchange.getException()).hasMessageContaining("targetDirectory");
        } else {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).doesNotContain("://");
        }
    }

    @ParameterizedTest
    @MethodSource("masters")
    void aStreamOfPlaylistsIsRefused(Odd odd) {
        serve(odd);
        assertThat(request("artifact=m3u8").getException())
                .hasMessageContaining("targetDirectory")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo("Pan123PlaylistException"));
    }

    @Test
    void aSegmentThatThePlaylistDoesNotNameIsAnError() {
        server.page(LOCATION, of("x/0.ts"));
        assertThat(request("artifact=ts&segmentName=segment00002").getException())
                .hasMessageContaining("names no segment")
                .hasMessageContaining("segment00002.ts");
    }

    @Test
    void theSignatureOfThePlaylistIsNotOneOfItsSegments() throws IOException {
        String signed = LOCATION + "?auth_key=1";
        server.page(signed, of("000.ts", "x/001.ts"));
        platform.simulator.faults().clear();
        try {
            platform.simulator.faults().on(PlaylistServers.PRODUCT).garbage(server.answer(server.address(signed)));
            platform.simulator
                    .faults()
                    .on(PlaylistServers.PRODUCT)
                    .garbage(server.answer(server.address("localhost", "/film/000.ts?auth_key=2")));
            assertThat(save().getException()).isNull();
        } finally {
            platform.simulator.faults().clear();
            server.named(platform, server.address(LOCATION));
        }
        assertThat(server.asked()).containsExactly(signed, "/film/000.ts?auth_key=2", "/film/x/001.ts");
        assertThat(origins(saved.resolve("stream.m3u8"))).containsExactly("/film/000.ts?auth_key=2", "/film/x/001.ts");
    }
}
