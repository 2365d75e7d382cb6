package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.MessageContract.Candidate;
import io.github.camelpan123.MessageContract.Kind;
import io.github.camelpan123.MessageContract.Transport;
import io.github.camelpan123.operation.OverrideHeader;
import io.github.camelpan123.operation.ResultHeader;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where something goes, what it is called, and all other options that a header replaces for one message. */
class OverrideHeadersTest {

    private MessageContract contract;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        contract = new MessageContract();
    }

    @AfterEach
    void stop() {
        contract.close();
    }

    @Test
    void thereIsAConstantForEachHeaderAndEachIsEitherAnInputOrAResultHeader() throws Exception {
        Set<String> constants = Arrays.stream(Pan123Constants.class.getFields())
                .map(OverrideHeadersTest::value)
                .filter(name -> name.startsWith("CamelPan123"))
                .collect(Collectors.toSet());
        Set<String> input =
                OverrideHeader.all().stream().map(OverrideHeader::header).collect(Collectors.toSet());
        input.addAll(Set.of(Pan123Constants.OPERATION, Pan123Constants.CONTENT_MD5));
        Set<String> results =
                Arrays.stream(ResultHeader.values()).map(ResultHeader::header).collect(Collectors.toSet());
        assertThat(input).doesNotContainAnyElementsOf(results);
        input.addAll(results);
        assertThat(constants).isEqualTo(input);
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * An option, and what the platform is asked for when it has a value.
     *
     * @param uri with the option's value at {@code {}}
     * @param body of the message
     * @param values one for the option and one for the header
     * @param asked what a request holds then, with the value at {@code {}}
     */
    private record Replaced(String option, String uri, Object body, List<Object> values, String asked, Kind kind) {

        @Override
        public String toString() {
            return option;
        }
    }

    private static Replaced replaced(
            String option, String uri, Object body, Object inOption, Object inHeader, String asked, Kind kind) {
        return new Replaced(option, uri, body, List.of(inOption, inHeader), asked, kind);
    }

    private static List<Replaced> replaced() {
        return List.of(
                replaced(
                        "fileName",
                        "createDirectory?parentFileId=0&fileName={}",
                        null,
                        "one",
                        "two",
                        "\"{}\"",
                        Kind.FILE),
                replaced("newName", "rename?fileId=ID&newName={}", null, "one", "two", "\"{}\"", Kind.FILE),
                replaced(
                        "duplicate",
                        "upload?fileName=x&uploadMode=sliced&duplicate={}",
                        "content",
                        "keepBoth",
                        "overwrite",
                        "\"duplicate\":{}",
                        Kind.FILE),
                replaced(
                        "resolution",
                        "transcodeDownload?fileId=ID&artifact=m3u8&resolution={}",
                        null,
                        "480P",
                        "720P",
                        "\"{}\"",
                        Kind.VIDEO),
                replaced(
                        "resolutions",
                        "transcodeStart?fileId=ID&resolutions={}",
                        null,
                        "480P",
                        "720P",
                        "\"{}\"",
                        Kind.VIDEO),
                replaced(
                        "artifact",
                        "transcodeDownload?fileId=ID&resolution=720P&segmentName=000&artifact={}",
                        null,
                        "original",
                        "m3u8",
                        "/{}",
                        Kind.VIDEO),
                replaced(
                        "segmentName",
                        "transcodeDownload?fileId=ID&resolution=720P&artifact=ts&segmentName={}",
                        null,
                        "000",
                        "001",
                        "\"{}\"",
                        Kind.VIDEO),
                replaced(
                        "codecName",
                        "transcodeStart?fileId=ID&resolutions=720P&videoTime=7&codecName={}",
                        null,
                        "H.264",
                        "H.265",
                        "\"{}\"",
                        Kind.VIDEO),
                replaced(
                        "videoTime",
                        "transcodeStart?fileId=ID&resolutions=720P&codecName=H.264&videoTime={}",
                        null,
                        7,
                        9,
                        "\"videoTime\":{}",
                        Kind.VIDEO),
                replaced(
                        "zipName",
                        "transcodeDownload?fileId=ID&artifact=all&zipName={}",
                        null,
                        "one",
                        "two",
                        "\"{}\"",
                        Kind.VIDEO),
                replaced("shareName", "share?fileId=ID&shareName={}", null, "one", "two", "\"{}\"", Kind.FILE),
                replaced(
                        "shareExpireDays",
                        "share?fileId=ID&shareName=s&shareExpireDays={}",
                        null,
                        7,
                        30,
                        "\"shareExpire\":{}",
                        Kind.FILE),
                replaced(
                        "sharePassword",
                        "share?fileId=ID&shareName=s&sharePassword={}",
                        null,
                        "ab12",
                        "cd34",
                        "\"{}\"",
                        Kind.FILE),
                replaced(
                        "sourceUrl",
                        "offlineDownload?sourceUrl={}",
                        "https://example.com/body",
                        "https://example.com/one",
                        "https://example.com/two",
                        "\"{}\"",
                        Kind.FILE),
                replaced(
                        "callbackUrl",
                        "offlineDownload?callbackUrl={}",
                        "https://example.com/body",
                        "https://example.com/one",
                        "https://example.com/two",
                        "\"{}\"",
                        Kind.FILE));
    }

    @Test
    void everyOverrideHeaderIsInOneOfTheTables() {
        Set<String> here = replaced().stream().map(Replaced::option).collect(Collectors.toSet());
        here.addAll(Set.of("fileId", "fileIds", "path"));
        here.addAll(Set.of("parentFileId", "parentPath", "targetParentFileId", "targetParentPath"));
        assertThat(here)
                .isEqualTo(OverrideHeader.all().stream()
                        .map(OverrideHeader::option)
                        .collect(Collectors.toSet()));
    }

    private long lastRequest() {
        List<RequestRecord> all = contract.platform.simulator.figures().requests();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
    }

    /** What the platform calls a value, where that is not its text. */
    private static String wire(Replaced replaced, Object value) {
        String asked = replaced.asked();
        return switch (value.toString()) {
            case "keepBoth" -> asked.replace("{}", "1");
            case "overwrite" -> asked.replace("{}", "2");
            case "original" -> "/api/v1/transcode/file/download ";
            case "m3u8" -> "/api/v1/transcode/m3u8_ts/download ";
            default -> asked.replace("{}", value.toString());
        };
    }

    private boolean asked(long after, String text) {
        return contract.platform.simulator.figures().requests().stream()
                .filter(request -> request.number() > after)
                .anyMatch(request -> (request.path() + " " + request.body()).contains(text));
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void aHeaderReplacesTheOptionForOneOperationThatSucceeds(Replaced replaced) {
        String header =
                "CamelPan123Override" + Character.toUpperCase(replaced.option().charAt(0))
                        + replaced.option().substring(1);
        String inOption = wire(replaced, replaced.values().get(0));
        String inHeader = wire(replaced, replaced.values().get(1));
        for (Transport transport : Transport.values()) {
            for (boolean said : List.of(true, false)) {
                Candidate file = contract.candidate(replaced.kind(), "x");
                if (replaced.kind() == Kind.VIDEO) {
                    boolean start = replaced.uri().startsWith("transcodeStart");
                    file = new Candidate(
                            start
                                    ? contract.drive.addVideo("s" + file.id() + ".mp4", contract.clip())
                                    : contract.drive.addFinishedTranscode(
                                            "t" + file.id() + ".mp4", contract.clip(), "480p", "720p"),
                            null);
                }
                contract.drive.find("/one").ifPresent(any -> contract.drive.trash("/one"));
                contract.drive.find("/two").ifPresent(any -> contract.drive.trash("/two"));
                String uri = "pan123:"
                        + replaced.uri()
                                .replace("ID", Long.toString(file.id()))
                                .replace("{}", replaced.values().get(0).toString());
                Map<String, Object> headers = MessageContract.staleResultHeaders();
                if (said) {
                    headers.put(header, replaced.values().get(1));
                }
                // two files of the same content would make the second upload do something else
                Object body = "content".equals(replaced.body()) ? transport + "" + said : replaced.body();
                long before = lastRequest();
                Exchange done = contract.send(uri, body, headers, transport);
                String what = uri + " " + transport + " " + headers;
                boolean heard = said && transport.heard();
                boolean blank = said && transport == Transport.HEADERS_BLANK;
                assertThat(asked(before, inHeader)).as(what).isEqualTo(heard);
                assertThat(asked(before, inOption)).as(what).isEqualTo(!heard);
                if (done.getException() == null) {
                    assertThat(done.getMessage().getHeaders().containsKey(header))
                            .as(what)
                            .isEqualTo(blank);
                } else {
                    // a length or codec that is not the video's, or a segment that is not there
                    assertThat(replaced.option()).isIn("codecName", "videoTime", "segmentName");
                    assertThat(done.getMessage().getHeaders().containsKey(header))
                            .as(what)
                            .isEqualTo(heard || blank);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FileId, abc",
        "FileId, 1O2",
        "FileId, 1.5",
        "FileId, -1",
        "FileId, 0",
        "FileIds, '1,'",
        "FileIds, 'a,1'",
        "ParentFileId, abc",
        "ParentFileId, 1O2",
        "ParentFileId, -1",
        "TargetParentFileId, abc",
        "TargetParentFileId, -1",
        "Duplicate, sometimes",
        "Artifact, nothing",
        "VideoTime, 1m",
        "VideoTime, 0",
        "VideoTime, -5",
        "ShareExpireDays, week",
        "ShareExpireDays, 8"
    })
    void aHeaderIsReadAsStrictlyAsItsOption(String option, String value) {
        String operation =
                switch (option) {
                    case "FileId", "FileIds" -> "trash";
                    case "ParentFileId", "Duplicate" -> "upload?fileName=x";
                    case "TargetParentFileId" -> "move?fileId=1";
                    case "Artifact" -> "transcodeDownload?fileId=1";
                    case "VideoTime" -> "transcodeStart?fileId=1&resolutions=720P&codecName=H.264";
                    default -> "share?fileId=1&shareName=s";
                };
        for (Object said : List.of(value, value.getBytes(StandardCharsets.UTF_8))) {
            Exchange done = contract.send(
                    "pan123:" + operation, "x", Map.of("CamelPan123Override" + option, said), Transport.AS_IT_IS);
            assertThat(done.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CamelPan123Override" + option);
        }
        assertThat(contract.platform.simulator.figures().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"userInfo", "listShares", "transcodeSpace"})
    void aHeaderThatAnOperationHasNoUseForStays(String operation) {
        Map<String, Object> headers = new HashMap<>();
        OverrideHeader.all().forEach(header -> headers.put(header.header(), "anything"));
        headers.put(Pan123Constants.CONTENT_MD5, "anything");
        Exchange done = contract.send("pan123:" + operation, null, headers, Transport.AS_IT_IS);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).containsAllEntriesOf(headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "getFile", "download", "share?shareName=s"})
    void whatFailedFindsAllItsHeadersAgain(String operation) {
        Candidate file = contract.candidate(Kind.FILE, "x");
        contract.platform
                .simulator
                .faults()
                .on(
                        switch (operation) {
                            case "trash" -> "/api/v1/file/trash";
                            case "getFile" -> "/api/v1/file/infos";
                            case "download" -> "/api/v1/file/download_info";
                            default -> "/api/v1/share/create";
                        })
                .answer(1, "on purpose");
        Map<String, Object> headers = MessageContract.staleResultHeaders();
        headers.put(Pan123Constants.OVERRIDE_FILE_ID, file.id());
        headers.put(Pan123Constants.FILE_ID, 77L);
        Exchange done = contract.send("pan123:" + operation, new byte[] {1}, headers, Transport.AS_IT_IS);
        assertThat(done.getException()).hasMessageContaining("on purpose");
        assertThat(done.getMessage().getHeader(Pan123Constants.ERROR_CODE)).isEqualTo(1);
        assertThat(done.getMessage().getHeader(Pan123Constants.TRACE_ID)).isNotEqualTo(MessageContract.STALE);
        headers.remove(Pan123Constants.ERROR_CODE);
        headers.remove(Pan123Constants.TRACE_ID);
        assertThat(done.getMessage().getHeaders()).containsAllEntriesOf(headers);
        assertThat(done.getMessage().getBody()).isEqualTo(new byte[] {1});
        // the same step again
        Exchange again = contract.send(
                "pan123:" + operation,
                done.getMessage().getBody(),
                done.getMessage().getHeaders(),
                Transport.AS_IT_IS);
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeaders())
                .doesNotContainKeys(
                        Pan123Constants.ERROR_CODE, Pan123Constants.TRACE_ID, Pan123Constants.OVERRIDE_FILE_ID);
    }

    /** How a folder is named. */
    private enum Way {
        NONE,
        ID,
        PATH
    }

    /**
     * An operation that has a target.
     *
     * @param prefix of the two options that name it
     * @param unnamed where it goes when nobody names a folder: the root, or nowhere
     */
    private record Target(String uri, String prefix, Unnamed unnamed, Kind kind) {

        @Override
        public String toString() {
            return uri;
        }
    }

    private enum Unnamed {
        ROOT,
        ITS_OWN_PLACE,
        REFUSED
    }

    private static List<Target> targets() {
        return List.of(
                new Target("move?fileId=ID", "targetParent", Unnamed.REFUSED, Kind.FILE),
                new Target("copy?fileId=ID", "targetParent", Unnamed.REFUSED, Kind.FILE),
                new Target("recover?fileId=ID", "targetParent", Unnamed.ITS_OWN_PLACE, Kind.BINNED),
                new Target("upload?fileName=fID", "parent", Unnamed.ROOT, Kind.FILE),
                new Target("upload?fileName=fID&uploadMode=sliced", "parent", Unnamed.ROOT, Kind.FILE),
                new Target("createDirectory?fileName=fID", "parent", Unnamed.ROOT, Kind.FILE),
                new Target("listFiles", "parent", Unnamed.ROOT, Kind.FILE),
                new Target(
                        "offlineDownload?sourceUrl=https://example.com/ID",
                        "parent",
                        Unnamed.ITS_OWN_PLACE,
                        Kind.FILE));
    }

    private static Optional<Object> value(Way way, Candidate folder) {
        return switch (way) {
            case NONE -> Optional.empty();
            case ID -> Optional.of(folder.id());
            case PATH -> Optional.of(folder.path());
        };
    }

    /** Those that the platform was asked about, or that have something in them now. */
    private Set<Long> used(Candidate... folders) {
        Set<Long> used = contract.asked(Stream.of(folders).map(Candidate::id).toArray(Long[]::new));
        Stream.of(folders)
                .filter(folder -> !contract.drive.list(folder.path()).isEmpty())
                .forEach(folder -> used.add(folder.id()));
        return used;
    }

    private static String option(Target target, Way way) {
        return target.prefix() + (way == Way.ID ? "FileId" : "Path");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTargetIsNamedByAHeaderOrAnOptionAndByNothingElse(Target target) throws Exception {
        for (Transport transport : Transport.values()) {
            for (Way inHeader : Way.values()) {
                for (Way inOption : Way.values()) {
                    Candidate file = contract.candidate(target.kind(), "x");
                    Candidate header = contract.candidate(Kind.FOLDER, "h");
                    Candidate option = contract.candidate(Kind.FOLDER, "o");
                    Candidate resultHeader = contract.candidate(Kind.FOLDER, "f");
                    Map<String, Object> headers = MessageContract.staleResultHeaders();
                    headers.put(Pan123Constants.PARENT_FILE_ID, resultHeader.id());
                    headers.put(Pan123Constants.PATH, resultHeader.path());
                    headers.put(Pan123Constants.FILE_ID, resultHeader.id());
                    value(inHeader, header).ifPresent(value -> {
                        String name = option(target, inHeader);
                        headers.put(
                                "CamelPan123Override" + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                                value);
                    });
                    String uri = "pan123:" + target.uri().replace("ID", Long.toString(file.id()))
                            + value(inOption, option)
                                    .map(value -> (target.uri().contains("?") ? "&" : "?") + option(target, inOption)
                                            + "=" + value)
                                    .orElse("");
                    contract.mark();
                    Exchange done = contract.send(uri, uri.getBytes(StandardCharsets.UTF_8), headers, transport);
                    if (done.getMessage().getBody() instanceof Iterator<?> all) {
                        all.forEachRemaining(entry -> {});
                    }
                    String what = uri + " " + headers + " " + transport;
                    boolean heard = inHeader != Way.NONE && transport.heard();
                    Optional<Candidate> expected =
                            heard ? Optional.of(header) : inOption == Way.NONE ? Optional.empty() : Optional.of(option);
                    assertThat(used(header, option, resultHeader))
                            .as(what)
                            .isEqualTo(
                                    expected.map(folder -> Set.of(folder.id())).orElse(Set.of()));
                    if (expected.isEmpty() && target.unnamed() == Unnamed.REFUSED) {
                        assertThat(done.getException()).as(what).isInstanceOf(IllegalArgumentException.class);
                    } else {
                        assertThat(done.getException()).as(what).isNull();
                        // a blank one is not read
                        assertThat(done.getMessage().getHeaders()).as(what).noneSatisfy((name, value) -> {
                            assertThat(name).startsWith("CamelPan123Override");
                            assertThat(value).isNotEqualTo(" ");
                        });
                    }
                    if (expected.isEmpty()
                            && target.unnamed() == Unnamed.ROOT
                            && !target.uri().equals("listFiles")) {
                        assertThat(contract.drive.find("/f" + file.id()))
                                .as(what)
                                .isPresent();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void twoHeadersThatNameOneTargetAreRefused(Target target) {
        Candidate file = contract.candidate(target.kind(), "x");
        Candidate one = contract.candidate(Kind.FOLDER, "h");
        String prefix =
                "CamelPan123Override" + Character.toUpperCase(target.prefix().charAt(0))
                        + target.prefix().substring(1);
        Map<String, Object> headers = Map.of(prefix + "FileId", one.id(), prefix + "Path", "/");
        Exchange done = contract.send(
                "pan123:" + target.uri().replace("ID", Long.toString(file.id())), "x", headers, Transport.AS_IT_IS);
        assertThat(done.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix + "FileId")
                .hasMessageContaining(prefix + "Path");
        assertThat(done.getMessage().getHeaders()).containsAllEntriesOf(headers);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theNameOfAnUpload(Transport transport) throws Exception {
        for (int bits = 0; bits < 16; bits++) {
            String in = "/n" + bits + transport.ordinal();
            contract.drive.addFolder(in);
            boolean header = (bits & 1) != 0;
            boolean option = (bits & 2) != 0;
            boolean camel = (bits & 4) != 0;
            boolean content = (bits & 8) != 0;
            Map<String, Object> headers = MessageContract.staleResultHeaders();
            headers.put(Pan123Constants.FILE_NAME, "result.txt");
            if (header) {
                headers.put(Pan123Constants.OVERRIDE_FILE_NAME, "header.txt");
            }
            if (camel) {
                headers.put(Exchange.FILE_NAME, "camel.txt");
            }
            File file = Files.writeString(folder.resolve("content.txt"), in).toFile();
            String uri = "pan123:upload?parentPath=" + in + (option ? "&fileName=option.txt" : "");
            Exchange done = contract.send(uri, content ? file : in, headers, transport);
            boolean heard = transport.heard();
            List<String> order = new ArrayList<>();
            Stream.of(
                            header && heard ? "header.txt" : "",
                            option ? "option.txt" : "",
                            camel && heard ? "camel.txt" : "",
                            content ? "content.txt" : "")
                    .filter(name -> !name.isEmpty())
                    .forEach(order::add);
            List<String> there =
                    contract.drive.list(in).stream().map(Entry::name).toList();
            String what = uri + " " + headers + " " + content;
            assertThat(there).as(what).isEqualTo(order.stream().limit(1).toList());
            if (order.isEmpty()) {
                assertThat(done.getException()).as(what).isInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(done.getException()).as(what).isNull();
                assertThat(done.getMessage().getHeader(Pan123Constants.FILE_NAME))
                        .isEqualTo(order.get(0));
                // camel-file's own header is for every step
                assertThat(done.getMessage().getHeader(Exchange.FILE_NAME))
                        .isEqualTo(camel ? transport.carried("camel.txt") : null);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theOperation(Transport transport) {
        Candidate file = contract.candidate(Kind.FILE, "x");
        Exchange done = contract.send(
                "pan123:getFile?fileId=" + file.id(), null, Map.of(Pan123Constants.OPERATION, "trash"), transport);
        assertThat(done.getException()).isNull();
        assertThat(contract.drive.find(file.path()).isPresent()).isEqualTo(!transport.heard());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theMd5OfAnUpload(Transport transport) {
        contract.candidate(Kind.FILE, "x");
        ByteArrayInputStream body = new ByteArrayInputStream(contract.clip());
        Map<String, Object> headers = Map.of(
                Pan123Constants.CONTENT_MD5,
                HexFormat.of().formatHex(md5(contract.clip())),
                Exchange.FILE_LENGTH,
                contract.clip().length);
        Exchange done = contract.send("pan123:upload?fileName=known.mp4", body, headers, transport);
        assertThat(done.getException()).isNull();
        assertThat(contract.drive.content("/known.mp4")).isEqualTo(contract.clip());
        // the platform has the content, and only the headers tell so before it is read
        assertThat(body.available()).isEqualTo(transport.heard() ? contract.clip().length : 0);
        assertThat(done.getMessage().getHeaders().containsKey(Pan123Constants.CONTENT_MD5))
                .isEqualTo(transport == Transport.HEADERS_BLANK);
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theLengthOfAnUpload(Transport transport) {
        Exchange done = contract.send(
                "pan123:upload?fileName=empty.txt",
                new ByteArrayInputStream(new byte[0]),
                Map.of(Exchange.FILE_LENGTH, 0),
                transport);
        // a stream without data was read before, unless somebody says that it is empty
        assertThat(done.getException() == null).isEqualTo(transport.heard());
        assertThat(contract.drive.find("/empty.txt").isPresent()).isEqualTo(transport.heard());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theCharsetOfAnUpload(Transport transport) throws Exception {
        Exchange done =
                contract.send("pan123:upload?fileName=text.txt", "世界", Map.of(Exchange.CHARSET_NAME, "GBK"), transport);
        assertThat(done.getException()).isNull();
        assertThat(contract.drive.content("/text.txt")).isEqualTo("世界".getBytes(transport.heard() ? "GBK" : "UTF-8"));
    }

    @ParameterizedTest
    @CsvSource({
        "sub/a.txt, /sub/a.txt",
        "/sub/a.txt, /sub/a.txt",
        "sub\\a.txt, /sub/a.txt",
        "./a.txt, /a.txt",
        "../a.txt, ''",
        "sub/../../a.txt, ''",
        "sub\\..\\a.txt, ''"
    })
    void camelFileNameIsARelativePath(String name, String expected) {
        Exchange done = contract.send(
                "pan123:upload?parentPath=/in&createDirectories=true",
                "x",
                Map.of(Exchange.FILE_NAME, name),
                Transport.AS_IT_IS);
        List<String> files = contract.drive.all().stream()
                .filter(entry -> !entry.folder())
                .map(entry -> contract.drive.path(entry.id()))
                .toList();
        if (expected.isEmpty()) {
            assertThat(done.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CamelFileName");
            assertThat(files).isEmpty();
        } else {
            assertThat(done.getException()).isNull();
            assertThat(files).containsExactly("/in" + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FileEntry", "Folder", "list"})
    void theBodyOfAnUploadNamesNothing(String kind) {
        Candidate file = contract.candidate(Kind.FILE, "x");
        Object body =
                switch (kind) {
                    case "FileEntry" ->
                        contract.platform.template.requestBody("pan123:getFile?fileId=" + file.id(), (Object) null);
                    case "Folder" -> new io.github.camelpan123.api.Folder(file.id(), file.path());
                    default -> List.of(file.id());
                };
        Exchange done = contract.send(
                "pan123:upload?fileName=new.txt", body, Map.of(Pan123Constants.FILE_ID, file.id()), Transport.AS_IT_IS);
        // it is refused, or stored as the text that it converts to, but never changes the file that it names
        assertThat(done.getException() != null
                        || contract.drive.find("/new.txt").isPresent())
                .isTrue();
        assertThat(contract.drive.content(file.path())).isEqualTo(contract.clip());
    }
}
