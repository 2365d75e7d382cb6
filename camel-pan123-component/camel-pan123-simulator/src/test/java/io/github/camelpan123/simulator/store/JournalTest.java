package io.github.camelpan123.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written last of every key comes back, and nothing else is kept. */
class JournalTest {
    private record Value(int key, int number) {}

    @TempDir
    Path folder;

    private Path file;
    private final Map<Integer, Integer> read = new LinkedHashMap<>();

    @BeforeEach
    void name() {
        file = folder.resolve("journal.jsonl");
    }

    private Journal open() throws IOException {
        return open(Journal.in(file));
    }

    private Journal open(Journal journal) throws IOException {
        read.clear();
        journal.reads("v", Value.class, value -> assertThat(read.put(value.key(), value.number()))
                .as("each key is read once")
                .isNull());
        journal.open();
        return journal;
    }

    private long lines() throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    @Test
    void theLastValueOfEveryKeySurvivesAnyNumberOfRestarts() throws IOException {
        Random random = new Random(1);
        Map<Integer, Integer> expected = new LinkedHashMap<>();
        for (int run = 0; run < 20; run++) {
            try (Journal journal = open()) {
                assertThat(read).isEqualTo(expected);
                assertThat(lines()).as("written anew at the start").isEqualTo(expected.size());
                for (int i = 0; i < 200; i++) {
                    int key = random.nextInt(30);
                    if (random.nextInt(3) == 0) {
                        journal.forget("v", key);
                        expected.remove(key);
                    } else {
                        journal.write("v", key, new Value(key, i));
                        expected.put(key, i);
                    }
                }
            }
        }
    }

    @Test
    void aLongRunDoesNotLetTheFileGrow() throws IOException {
        try (Journal journal = open(Journal.in(file, 10_000))) {
            for (int i = 0; i < 20_000; i++) {
                journal.write("v", i % 10, new Value(i % 10, i));
            }
            assertThat(Files.size(file)).isLessThan(20_000);
        }
        open().close();
        assertThat(read).hasSize(10).containsEntry(9, 19_999).containsEntry(0, 19_990);
    }

    @Test
    void aLineCutByACrashEndsTheReading() throws IOException {
        try (Journal journal = open()) {
            journal.write("v", 1, new Value(1, 1));
            journal.write("v", 2, new Value(2, 2));
        }
        Files.writeString(file, "{\"kind\":\"v\",\"key\":\"3\",\"val", StandardOpenOption.APPEND);
        try (Journal journal = open()) {
            assertThat(read).containsOnlyKeys(1, 2);
            journal.write("v", 4, new Value(4, 4));
        }
        open().close();
        assertThat(read).containsOnlyKeys(1, 2, 4);
    }

    @Test
    void idsAreNeverGivenTwice() throws IOException {
        long last = 0;
        for (int run = 0; run < 5; run++) {
            Journal journal = Journal.in(file);
            Sequence ids = new Sequence("x", journal);
            journal.open();
            for (int i = 0; i < 150; i++) {
                long id = ids.next();
                assertThat(id).isGreaterThan(last);
                last = id;
            }
            journal.close();
        }
        assertThat(lines()).isLessThanOrEqualTo(3);
    }
}
