package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesLogTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deeper").resolve("a.log");
    }

    /** Numbers by name. */
    private static final class Numbers implements LogState {
        private final Map<String, Integer> all = new TreeMap<>();

        @Override
        public void clear() {
            all.clear();
        }

        @Override
        public void apply(JsonNode entry) {
            all.put(entry.required("name").textValue(), entry.required("number").intValue());
        }

        @Override
        public List<ObjectNode> entries() {
            List<ObjectNode> entries = new ArrayList<>();
            all.forEach((name, number) -> entries.add(entry(name, number)));
            return entries;
        }
    }

    private static ObjectNode entry(String name, int number) {
        return ChecksummedLine.entry().put("name", name).put("number", number);
    }

    /** A log with its state. */
    private record Opened(JsonLinesLog log, Numbers numbers) {

        static Opened shared(Path file) {
            Numbers numbers = new Numbers();
            return new Opened(JsonLinesLog.shared(file, numbers, Duration.ofMinutes(1)), numbers);
        }

        void put(String name, int number) throws IOException {
            log.append(List.of(entry(name, number)));
        }

        Map<String, Integer> now() throws IOException {
            log.refresh();
            return numbers.all;
        }
    }

    private Opened open() {
        return Opened.shared(file);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsWrittenIsReadByOthersWhateverItIs() throws IOException {
        Opened one = open();
        Opened other = open();
        assertThat(one.now()).isEmpty();
        assertThat(names()).isEmpty();
        List<String> odd = List.of("", " ", "a\nb\r\t", "\"},{\"sum\":\"", "电影 😀", "\ud83d", "\u0000\u007f\u2028");
        for (int i = 0; i < odd.size(); i++) {
            (i % 2 == 0 ? one : other).put(odd.get(i), i);
        }
        assertThat(one.now()).hasSize(odd.size()).isEqualTo(other.now()).isEqualTo(open().now());
        assertThat(one.now().keySet()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(names()).containsExactly("a.log");
        // an object a line, of ASCII
        assertThat(Files.readAllLines(file)).hasSize(odd.size() + 1).allMatch(line -> line.matches("\\{\\p{ASCII}+}"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerCanReadIt() throws IOException {
        open().put("a", 1);
        Files.writeString(file, "damage\n", StandardOpenOption.APPEND);
        open().now();
        assertThat(names()).containsExactly("a.log", "a.log.aside");
        for (String name : names()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void historyIsDroppedAndOthersReadTheNewFile() throws IOException {
        Opened one = open();
        Opened other = open();
        one.put("a", 1);
        assertThat(other.now()).containsOnlyKeys("a");
        for (int i = 0; i < 1500; i++) {
            one.put("b", i);
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThan(600);
        assertThat(other.now()).containsEntry("a", 1).containsEntry("b", 1499).hasSize(2);
    }

    @Test
    void whatIsMostlyInUseIsNotCopiedAgainAndAgain() throws IOException {
        Opened one = open();
        List<ObjectNode> entries = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            entries.add(entry("n" + i, i));
        }
        one.log().append(entries);
        String head = Files.readAllLines(file).get(0);
        one.put("b", 1);
        one.put("b", 2);
        assertThat(Files.readAllLines(file).get(0)).isEqualTo(head);
    }

    @Test
    void aFileThatIsRemovedBeginsAnew() throws IOException {
        Opened one = open();
        one.put("a", 1);
        Files.delete(file);
        assertThat(one.now()).isEmpty();
        one.put("b", 2);
        assertThat(open().now()).containsOnlyKeys("b");
    }

    @Test
    void aFileThatIsSomethingElseIsPutAside() throws IOException {
        PrivateFiles.folder(file.getParent());
        Files.writeString(file, "something else\nin two lines");
        Opened one = open();
        one.put("a", 1);
        assertThat(one.now()).isEqualTo(open().now()).containsOnlyKeys("a");
        assertThat(file.resolveSibling("a.log.aside")).hasContent("something else\nin two lines");
    }

    @Test
    void halfALineAtTheEndCostsNothingElse() throws IOException {
        Opened one = open();
        one.put("a", 1);
        String last = Files.readAllLines(file).get(1);
        for (int length = 1; length < last.length(); length++) {
            Files.writeString(file, last.substring(0, length), StandardOpenOption.APPEND);
            (length % 2 == 0 ? open() : one).put("b", length);
            assertThat(one.now())
                    .isEqualTo(open().now())
                    .containsEntry("b", length)
                    .containsEntry("a", 1);
        }
    }

    @Test
    void whatCannotBeWrittenHasNotHappened() throws IOException {
        Opened one = open();
        one.put("a", 1);
        Files.delete(file);
        Files.createDirectory(file);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> one.put("b", 2));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> one.log().refresh());
        Files.delete(file);
        one.put("c", 3);
        assertThat(one.now()).isEqualTo(open().now()).containsOnlyKeys("c");
    }

    /** The first line tells when to read again; without it the others count all the same. */
    @Test
    void aFileWithoutItsFirstLineIsReadAndMended() throws IOException {
        Opened one = open();
        one.put("a", 1);
        one.put("b", 2);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(1, lines.size()));
        assertThat(open().now()).containsOnlyKeys("a", "b");
        assertThat(one.now()).containsOnlyKeys("a", "b");
        assertThat(names()).containsExactly("a.log");
    }

    @Test
    void whateverByteIsDamagedAtMostTwoLinesAreLost() throws IOException {
        int entries = 5;
        Opened before = open();
        for (int i = 0; i < entries; i++) {
            before.put("name" + i, i);
        }
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(1);
        List<Integer> lost = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            Files.deleteIfExists(file.resolveSibling("a.log.aside"));
            Map<String, Integer> now = open().now();
            assertThat(before.numbers().all).containsAllEntriesOf(now);
            lost.add(entries - now.size());
            // damaged lines are there to look at, and what comes next is not lost behind them
            assertThat(file.resolveSibling("a.log.aside")).exists();
            Opened after = open();
            after.put("next", 1);
            assertThat(open().now()).hasSize(now.size() + 1);
        }
        assertThat(lost).allMatch(count -> count <= 2).contains(0, 1, 2);
    }

    @Test
    void whoHasALogToHimselfKeepsOthersOut() throws IOException {
        Numbers numbers = new Numbers();
        try (JsonLinesLog log =
                JsonLinesLog.exclusive(file, ChecksummedLine.CRC, numbers).orElseThrow()) {
            assertThat(names()).containsExactly("a.log.lock");
            log.append(List.of(entry("a", 1), entry("b", 2)));
            assertThat(JsonLinesLog.exclusive(file, ChecksummedLine.CRC, new Numbers()))
                    .isEmpty();
            log.replace(List.of(entry("c", 3)));
            assertThat(numbers.all).containsOnlyKeys("c");
        }
        assertThat(open().now()).containsOnlyKeys("c");
        try (JsonLinesLog log =
                JsonLinesLog.exclusive(file, ChecksummedLine.CRC, numbers).orElseThrow()) {
            assertThat(numbers.all).containsOnlyKeys("c");
            log.delete();
            assertThat(numbers.all).isEmpty();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void linesOfAnotherKeyAreNotBelieved() throws IOException {
        ChecksummedLine theirs = new ChecksummedLine(text -> Integer.toHexString(("theirs" + text).hashCode()));
        ChecksummedLine ours = new ChecksummedLine(text -> Integer.toHexString(("ours" + text).hashCode()));
        try (JsonLinesLog log =
                JsonLinesLog.exclusive(file, theirs, new Numbers()).orElseThrow()) {
            log.append(List.of(entry("a", 1)));
        }
        Numbers numbers = new Numbers();
        try (JsonLinesLog log = JsonLinesLog.exclusive(file, ours, numbers).orElseThrow()) {
            assertThat(log).isNotNull();
            assertThat(numbers.all).isEmpty();
        }
    }

    /** Any number of writers, at any moment, with damage in between: all agree, and agree with what was said. */
    @Test
    void anySequenceOfWritersAndDamagesLeavesAllOfThemWithTheSame() throws IOException {
        Random random = new Random(7);
        Map<String, Integer> expected = new TreeMap<>();
        List<Opened> all = new ArrayList<>(List.of(open(), open(), open()));
        for (int step = 0; step < 2000; step++) {
            Opened one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(20)) {
                case 0 -> all.set(random.nextInt(all.size()), open());
                case 1 -> Files.writeString(file, "half a line", StandardOpenOption.APPEND, StandardOpenOption.CREATE);
                case 2 -> assertThat(one.now()).isEqualTo(expected);
                default -> {
                    String name = "n" + random.nextInt(30);
                    one.put(name, step);
                    expected.put(name, step);
                }
            }
        }
        for (Opened one : all) {
            assertThat(one.now()).isEqualTo(expected);
        }
        assertThat(names()).containsExactly("a.log", "a.log.aside");
    }
}
