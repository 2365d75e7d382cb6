package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalTest {

    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final Content CONTENT = new Content(MD5, 1000);
    private static final NewFile FILE = new NewFile(7, "a.bin", MD5, 1000, Duplicate.keepBoth);
    private static final NewFile LONGER = new NewFile(7, "a.bin", MD5, 1001, Duplicate.keepBoth);
    private static final UploadSession SESSION =
            new UploadSession(0, false, "session-1", 100, List.of("http://a.example", "http://b.example"));
    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path folder;

    private static String seal(String key, String text) {
        return String.format("%08x", (key + text).hashCode());
    }

    private static Journals journals(String secret) {
        return new Journals("account", text -> seal(secret, text));
    }

    private Journal open() throws IOException {
        return journals("secret").open(folder, 7, "a.bin");
    }

    private void write() throws IOException {
        try (Journal journal = open()) {
            journal.begin(FILE, SESSION, SINCE);
            journal.done(3);
            journal.done(0);
        }
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    @Test
    void whatWasNotedIsThereAfterwards() throws IOException {
        write();
        try (Journal journal = open()) {
            Journal.Resumable upload = journal.resumable(CONTENT).orElseThrow();
            assertThat(upload.session()).isEqualTo(SESSION);
            assertThat(upload.file()).isEqualTo(FILE);
            assertThat(upload.since()).isEqualTo(SINCE);
            assertThat(journal.done().stream()).containsExactly(0, 3);
            journal.done(9);
        }
        try (Journal journal = open()) {
            assertThat(journal.done().stream()).containsExactly(0, 3, 9);
        }
    }

    @Test
    void anotherContentBeginsAnew() throws IOException {
        write();
        try (Journal journal = open()) {
            assertThat(journal.resumable(new Content(MD5, 1001))).isEmpty();
            journal.begin(LONGER, SESSION, SINCE);
            assertThat(journal.done().isEmpty()).isTrue();
        }
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isEmpty();
            assertThat(journal.resumable(new Content(MD5, 1001))).isPresent();
        }
        assertThat(files(".aside")).isEmpty();
    }

    @Test
    void nothingIsLeftOfAnUploadThatIsOverNorOfOneThatNeverBegan() throws IOException {
        write();
        try (Journal journal = open()) {
            journal.drop();
        }
        assertThat(files("")).isEmpty();
        open().close();
        assertThat(files("")).isEmpty();
    }

    /** Nothing of these is believed. */
    static List<UnaryOperator<String>> damages() {
        return List.of(
                text -> text.substring(0, text.indexOf('\n') + 1) + "half a line",
                text -> text.replace("session-1", "session-2"),
                text -> text.replace("http://a.example", "http://x.example"),
                text -> text.replace("keepBoth", "overwrite"),
                text -> "camel-pan123 upload 1\taccount\t7\ta.bin\t0\nsession\t1000\n",
                text -> "rubbish",
                text -> "\n\n\n",
                text -> "\u0000".repeat(text.length()));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatIsDamagedIsPutAsideAndNotTrusted(UnaryOperator<String> damage) throws IOException {
        write();
        Path file = files(".journal").get(0);
        Files.writeString(file, damage.apply(Files.readString(file)));
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isEmpty();
            assertThat(journal.done().isEmpty()).isTrue();
            assertThat(files(".aside")).hasSize(1);
            journal.begin(FILE, SESSION, SINCE);
        }
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isPresent();
        }
    }

    /** A slice that is not noted is sent again; one that is noted must have arrived. */
    static List<UnaryOperator<String>> losses() {
        return List.of(
                text -> text.substring(0, text.length() - 1),
                text -> text.substring(0, text.length() - 5),
                text -> text.replace("\"slice\":0", "\"slice\":4"),
                text -> text.replaceFirst(".*\"slice\":0.*\n", ""),
                text -> text.replace("\"slice\":0}}\n", "\"slice\":0}}"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aDamagedLineOfASliceCostsThatSlice(UnaryOperator<String> loss) throws IOException {
        write();
        Path file = files(".journal").get(0);
        Files.writeString(file, loss.apply(Files.readString(file)));
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isPresent();
            assertThat(journal.done().stream()).containsExactly(3);
        }
    }

    @Test
    void whateverByteIsDamagedAtMostTwoSlicesAreLost() throws IOException {
        try (Journal journal = open()) {
            journal.begin(FILE, SESSION, SINCE);
            for (int slice = 0; slice < 5; slice++) {
                journal.done(slice);
            }
        }
        Path file = files(".journal").get(0);
        byte[] bytes = Files.readAllBytes(file);
        Map<Integer, Integer> left = new TreeMap<>();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            try (Journal journal = open()) {
                if (journal.resumable(CONTENT).isEmpty()
                        || journal.done().cardinality() < 3
                        || journal.done().length() > 5) {
                    left.put(at, journal.done().cardinality());
                }
            }
        }
        assertThat(left).isEmpty();
    }

    @Test
    void aJournalOfSomebodyElseIsPutAside() throws IOException {
        write();
        Path file = files(".journal").get(0);
        Journals other = journals("other");
        try (Journal journal = other.open(folder, 7, "a.bin")) {
            journal.begin(FILE, SESSION, SINCE);
        }
        Path others = files(".journal").stream()
                .filter(one -> !one.equals(file))
                .findFirst()
                .orElseThrow();
        Files.write(file, Files.readAllBytes(others));
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isEmpty();
            assertThat(journal.done().isEmpty()).isTrue();
        }
        assertThat(files(".aside")).hasSize(1);
    }

    @Test
    void aJournalOfAnotherPlaceIsPutAside() throws IOException {
        write();
        Path file = files(".journal").get(0);
        try (Journal journal = journals("secret").open(folder, 7, "b.bin")) {
            journal.begin(FILE, SESSION, SINCE);
        }
        Path others = files(".journal").stream()
                .filter(one -> !one.equals(file))
                .findFirst()
                .orElseThrow();
        Files.write(file, Files.readAllBytes(others));
        try (Journal journal = open()) {
            assertThat(journal.resumable(CONTENT)).isEmpty();
            assertThat(journal.done().isEmpty()).isTrue();
        }
        assertThat(files(".aside")).hasSize(1);
    }

    @Test
    void whileOneUploadsToAPlaceNobodyElseHasItsJournal() throws IOException {
        write();
        try (Journal first = open();
                Journal second = open()) {
            assertThat(first.resumable(CONTENT)).isPresent();
            assertThat(second.resumable(CONTENT)).isEmpty();
            second.begin(FILE, SESSION, SINCE);
            second.done(5);
            second.drop();
            assertThat(first.done().stream()).containsExactly(0, 3);
        }
        try (Journal again = open()) {
            assertThat(again.done().stream()).containsExactly(0, 3);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadIt() throws IOException {
        Path made = folder.resolve("made");
        try (Journal journal = journals("secret").open(made, 7, "a.bin")) {
            journal.begin(FILE, SESSION, SINCE);
            try (Stream<Path> all = Files.list(made)) {
                assertThat(all.toList()).hasSize(2).allSatisfy(one -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                        .isEqualTo("rw-------"));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatOthersCanReadOrWriteIsClosedOrRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Journal journal = journals("secret").open(open, 7, "a.bin")) {
            journal.begin(FILE, SESSION, SINCE);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(
                Files.createFile(open.resolve("theirs")), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> journals("secret").open(open, 7, "a.bin"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journalDirectory=" + open)
                .hasMessageContaining("Name a folder that does not exist yet");
    }

    @Test
    void aFolderThatCannotBeOneIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("file"), "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> journals("secret").open(file, 7, "a.bin"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journalDirectory=" + file);
    }

    @Test
    void withoutAFolderNothingIsNoted() throws IOException {
        try (Journal journal = journals("secret").open(null, 7, "a.bin")) {
            journal.begin(FILE, SESSION, SINCE);
            journal.done(1);
            assertThat(journal.resumable(CONTENT)).isEqualTo(Optional.empty());
        }
        assertThat(files("")).isEmpty();
    }
}
