package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ffmpeg, GStreamer and Shaka Packager write (src/test/hls/make), saved. The results stay in target/saved-hls, where
 * .ci/hls plays them.
 */
class RealPlaylistsTest {

    private static final Path SAVED = Path.of("target", "saved-hls");
    /** Below it the folders of video and resolution, which nobody who plays them needs. */
    private static final Path ARRIVED = Path.of("target", "arrived-hls");

    private static final Pattern URI_ATTRIBUTE = Pattern.compile("URI=\"([^\"]*)\"");

    private static SimulatedPlatform platform;
    private static PlaylistServers server;

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        server = new PlaylistServers();
        remove(SAVED);
        remove(ARRIVED);
        Files.createDirectories(SAVED);
    }

    @AfterAll
    static void stop() {
        server.close();
        platform.close();
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static Path inputs() {
        try {
            return Path.of(RealPlaylistsTest.class.getResource("/hls").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(inputs())) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** The path that the server has a file of an input under. */
    private static String served(String input, Path file) {
        String name = inputs().resolve(input).relativize(file).toString().replace(File.separatorChar, '/');
        return switch (input) {
            case "ffmpeg-base-url" -> name.endsWith(".m3u8") ? "/" + name : "/get?sign=a%2Fb==&name=" + name;
            default -> "/" + input + "/" + name.replace(" ", "%20");
        };
    }

    private static String location(String input) {
        return served(input, inputs().resolve(input).resolve("stream.m3u8"));
    }

    private static void serve(String input) throws IOException {
        server.clear();
        try (Stream<Path> files = Files.walk(inputs().resolve(input))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".m3u8")) {
                    server.page(served(input, file), Files.readString(file));
                } else {
                    server.page(served(input, file), Files.readAllBytes(file));
                }
            }
        }
        platform.simulator.faults().clear();
        server.named(platform, server.address(location(input)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void allOfItLiesBesideThePlaylist(String input) throws IOException {
        serve(input);
        Exchange exchange = platform.template.request(
                "pan123:transcodeDownload?artifact=m3u8&fileId=7&" + PlaylistServers.OF_ONE_RESOLUTION
                        + "&targetDirectory=" + ARRIVED.resolve(input),
                unused -> {});
        assertThat(exchange.getException()).isNull();
        Path saved = exchange.getMessage().getBody(File.class).toPath();
        Path playlist = Files.move(saved.getParent(), SAVED.resolve(input)).resolve(saved.getFileName());
        List<String> written = contents(URI.create(server.address(location(input))), RealPlaylistsTest::remote);
        assertThat(written).hasSizeGreaterThan(3);
        assertThat(contents(playlist.toUri(), RealPlaylistsTest::local)).isEqualTo(written);
        try (Stream<Path> files = Files.list(playlist.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("[A-Za-z0-9]+\\.[A-Za-z0-9]+"));
        }
        assertThat(Files.readString(playlist)).doesNotContain("://", "sign=", "/");
    }

    private interface Reader {
        byte[] read(URI address) throws IOException;
    }

    private static byte[] remote(URI address) throws IOException {
        return address.toURL().openStream().readAllBytes();
    }

    private static byte[] local(URI address) throws IOException {
        return Files.readAllBytes(Path.of(address));
    }

    /** The contents that a playlist leads to, in its order, read as simply as can be. */
    private static List<String> contents(URI playlist, Reader reader) {
        try {
            List<String> contents = new ArrayList<>();
            for (String line : new String(reader.read(playlist), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                Matcher attribute = URI_ATTRIBUTE.matcher(line);
                String address = attribute.find() ? attribute.group(1) : line;
                if (line.isBlank() || address.startsWith("#")) {
                    continue;
                }
                URI target = playlist.resolve(address.replace(" ", "%20"));
                if (address.endsWith(".m3u8")) {
                    contents.addAll(contents(target, reader));
                } else {
                    contents.add(HexFormat.of().formatHex(reader.read(target)));
                }
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
