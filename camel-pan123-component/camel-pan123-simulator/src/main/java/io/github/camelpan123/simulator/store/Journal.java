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
 * Everything that must survive a restart, as one line of JSON per change: {@code {"kind":...,"key":...,"value":{...}}}. The last line
 * of a (kind, key) counts; one without a value means that there is nothing any more. A line that was cut by a crash ends the reading.
 * At every start, and whenever the file has grown to a multiple of what counted, it is written anew with only what counts.
 */
public final class Journal implements Closeable {
    /** One line. */
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
     * A journal in a file, or one that keeps nothing.
     *
     * @param file the file, or null to keep nothing
     * @return a journal that has not been read yet
     */
    public static Journal in(Path file) {
        return new Journal(file, LEAST_GROWTH);
    }

    /** For tests: a journal that is written anew sooner. */
    static Journal in(Path file, long leastGrowth) {
        return new Journal(file, leastGrowth);
    }

    /**
     * Who understands lines of a kind.
     *
     * @param kind as given to {@link #write}
     * @param type the record's type
     * @param reader takes the last record of every key, in the order of writing
     * @param <T> the record's type
     */
    public <T> void reads(String kind, Class<T> type, Consumer<T> reader) {
        readers.put(kind, node -> reader.accept(Json.mapper().convertValue(node, type)));
    }

    /**
     * Reads what earlier runs wrote, leaves out what does not count any more, and opens the file for more.
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

    /** The number of the line that counts for each (kind, key) that still has a value. */
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
     * Keeps a change; it is in the operating system's hands when the call returns.
     *
     * @param kind names the reader
     * @param key what it is about; of a (kind, key) only the last value counts
     * @param value a record
     */
    public void write(String kind, Object key, Object value) {
        add(new Line(kind, key.toString(), value));
    }

    /**
     * What a key stands for is gone.
     *
     * @param kind names the reader
     * @param key as it was written
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
