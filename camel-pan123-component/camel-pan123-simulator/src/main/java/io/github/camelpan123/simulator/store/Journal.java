package io.github.camelpan123.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.protocol.Json;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that must survive a restart, as one line of JSON per change: {@code {"kind":...,"value":{...}}}. A line that was cut by
 * a crash ends the reading.
 */
public final class Journal implements Closeable {
    /** One line. */
    private record Line(String kind, Object value) {}

    private final Path file;
    private final Map<String, Consumer<JsonNode>> readers = new HashMap<>();
    private BufferedWriter out;

    private Journal(Path file) {
        this.file = file;
    }

    /**
     * A journal in a file, or one that keeps nothing.
     *
     * @param file the file, or null to keep nothing
     * @return a journal that has not been read yet
     */
    public static Journal in(Path file) {
        return new Journal(file);
    }

    /**
     * Who understands lines of a kind.
     *
     * @param kind as given to {@link #write}
     * @param type the record's type
     * @param reader takes each record in the order of writing
     * @param <T> the record's type
     */
    public <T> void reads(String kind, Class<T> type, Consumer<T> reader) {
        readers.put(kind, node -> reader.accept(Json.mapper().convertValue(node, type)));
    }

    /**
     * Reads what earlier runs wrote and opens the file for more.
     *
     * @throws IOException if the file cannot be used
     */
    public void open() throws IOException {
        if (file == null) {
            return;
        }
        long good = 0;
        if (Files.exists(file)) {
            try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode node;
                    try {
                        node = Json.mapper().readTree(line);
                    } catch (IOException e) {
                        break;
                    }
                    Consumer<JsonNode> reader = readers.get(node.path("kind").asText());
                    if (reader != null) {
                        reader.accept(node.get("value"));
                    }
                    good += line.getBytes(StandardCharsets.UTF_8).length + 1;
                }
            }
            endWithWholeLine(good);
        }
        out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void endWithWholeLine(long length) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            if (channel.size() > length) {
                channel.truncate(length);
            } else if (channel.size() < length) {
                // Only the line break of the last line was lost.
                channel.position(channel.size());
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        }
    }

    /**
     * Keeps a change; it is in the operating system's hands when the call returns.
     *
     * @param kind names the reader
     * @param value a record
     */
    public void write(String kind, Object value) {
        if (file == null) {
            return;
        }
        try {
            String line = Json.mapper().writeValueAsString(new Line(kind, value));
            synchronized (this) {
                if (out != null) {
                    out.write(line);
                    out.write('\n');
                    out.flush();
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
