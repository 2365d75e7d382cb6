package io.github.camelpan123.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the platform keeps its state: a directory that stays, or a temporary one that goes with it. */
final class StateDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private StateDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static StateDirectory of(Path wanted) throws IOException {
        return wanted == null
                ? new StateDirectory(Files.createTempDirectory("pan123-simulator"), true)
                : new StateDirectory(Files.createDirectories(wanted), false);
    }

    Path path() {
        return path;
    }

    /** Null if nothing needs to survive. */
    Path journal() {
        return temporary ? null : path.resolve("journal.jsonl");
    }

    Path trustStore() {
        return path.resolve("truststore.p12");
    }

    /** An account that nobody chose: the one of the last start here, or a new one. */
    Map<String, String> generatedClient() throws IOException {
        Path file = path.resolve("client");
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return Map.of(lines.get(0), lines.get(1));
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        String id = hex.substring(0, 32);
        String secret = hex.substring(32);
        if (!temporary) {
            Files.createFile(file);
            if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(file, id + "\n" + secret + "\n");
        }
        return Map.of(id, secret);
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // A request that was cut may still hold a file; the system's own cleaning gets it.
        }
    }
}
