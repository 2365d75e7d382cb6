package io.github.camelpan123.simulator.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.protocol.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The persistent state, as one line of JSON per change: {@code {"kind":...,"key":...,"value":{...}}}. The last line of
 * a (kind, key) is valid. A line without a value deletes the key. A line that was truncated by a crash ends the
 * reading. At every start, and when the file has grown to a multiple of its valid lines, it is rewritten with only the
 * valid lines.
 */
public final class Journal implements Closeable {
    /** One line of the journal. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(String kind, String key, Object value) {}

    private static final long GROWTH = 4;
    private static final long LEAST_GROWTH = 16 << 20;

    private final Path file;
    private final long leastGrowth;
    private final Map<String, Consumer<JsonNode>> readers = new HashMap<>();
    private BufferedWriter out;
    private long size;
    private long sizeThatCounted;

    private Journal(Path file, long leastGrowth) {
        this.file = file;
        this.leastGrowth = leastGrowth;
    }

    /**
     * Creates a journal in a file, or one that stores nothing.
     *
     * @param file the file, or null to store nothing
     * @return a journal that has not been read yet
     */
    public static Journal in(Path file) {
        return new Journal(file, LEAST_GROWTH);
    }

    /** Creates a journal that is rewritten earlier, for tests. */
    static Journal in(Path file, long leastGrowth) {
        return new Journal(file, leastGrowth);
    }

    /**
     * Registers the reader of lines of a kind.
     *
     * @param kind as given to {@link #write}
     * @param type the record's type
     * @param reader receives the last record of every key, in the order of writing
     * @param <T> the record's type
     */
    public <T> void reads(String kind, Class<T> type, Consumer<T> reader) {
        readers.put(kind, node -> reader.accept(Json.mapper().convertValue(node, type)));
    }

    /**
     * Reads the lines of earlier runs, removes obsolete lines, and opens the file for writing.
     *
     * @throws IOException if the file cannot be used
     */
    public synchronized void open() throws IOException {
        if (file == null) {
            return;
        }
        if (Files.exists(file)) {
            compact(readers);
        }
        append();
    }

    private void append() throws IOException {
        out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
        sizeThatCounted = size;
    }

    private void compact(Map<String, Consumer<JsonNode>> hearers) throws IOException {
        Map<String, Long> last = lastLines();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                BufferedWriter target = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            long number = 0;
            long left = last.size();
            for (String text = in.readLine(); text != null && left > 0; text = in.readLine()) {
                JsonNode line = Json.mapper().readTree(text);
                if (last.getOrDefault(place(line), -1L) == number++) {
                    left--;
                    target.write(text);
                    target.write('\n');
                    Consumer<JsonNode> hearer = hearers.get(line.path("kind").asText());
                    if (hearer != null) {
                        hearer.accept(line.get("value"));
                    }
                }
            }
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the number of the valid line of each (kind, key) that has a value. */
    private Map<String, Long> lastLines() throws IOException {
        Map<String, Long> last = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long number = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                JsonNode line;
                try {
                    line = Json.mapper().readTree(text);
                } catch (IOException e) {
                    break;
                }
                if (line.has("value")) {
                    last.put(place(line), number);
                } else {
                    last.remove(place(line));
                }
                number++;
            }
        }
        return last;
    }

    private static String place(JsonNode line) {
        return line.path("kind").asText() + ' ' + line.path("key").asText();
    }

    /**
     * Records a change. It is passed to the operating system when the call returns.
     *
     * @param kind identifies the reader
     * @param key the key; only the last value of a (kind, key) is valid
     * @param value a record
     */
    public void write(String kind, Object key, Object value) {
        add(new Line(kind, key.toString(), value));
    }

    /**
     * Records the deletion of a key.
     *
     * @param kind identifies the reader
     * @param key as in {@link #write}
     */
    public void forget(String kind, Object key) {
        add(new Line(kind, key.toString(), null));
    }

    private void add(Line line) {
        if (file == null) {
            return;
        }
        try {
            String text = Json.mapper().writeValueAsString(line);
            synchronized (this) {
                if (out != null) {
                    out.write(text);
                    out.write('\n');
                    out.flush();
                    size += text.length() + 1;
                    if (size > GROWTH * sizeThatCounted + leastGrowth) {
                        out.close();
                        compact(Map.of());
                        append();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
