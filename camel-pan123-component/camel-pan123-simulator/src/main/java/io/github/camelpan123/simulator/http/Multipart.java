package io.github.camelpan123.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Parses a multipart/form-data body of known or unknown length in one pass and constant memory. The search for the
 * boundary skips ahead by the boundary's length (Horspool), so that it is cheap compared with the MD5 of the content.
 */
public final class Multipart {
    private static final int BUFFER = 128 << 10;
    private static final int HEADER_LIMIT = 16 << 10;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] skip = new int[256];
    private final int textLimit;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    private Multipart(InputStream in, String boundary, int textLimit) {
        this.in = in;
        this.textLimit = textLimit;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(skip, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skip[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
        // the first boundary has no line break before it; with this one it looks like all others
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /**
     * Returns the boundary of a content type.
     *
     * @param contentType the header's value, or null
     * @return the boundary, or null if this is no multipart/form-data
     */
    public static String boundary(String contentType) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return null;
        }
        return parameter(contentType, "boundary");
    }

    /**
     * Parses a whole form.
     *
     * @param in the body
     * @param boundary from the content type
     * @param textLimit the maximum bytes of a text part
     * @param listener receives the parts
     * @throws MalformedFormException if this is no such form
     * @throws IOException if the client disconnected, or whatever the listener throws
     */
    public static void read(InputStream in, String boundary, int textLimit, PartListener listener) throws IOException {
        new Multipart(in, boundary, textLimit).parts(listener);
    }

    private void parts(PartListener listener) throws IOException {
        pass((bytes, offset, length) -> {}); // the preamble
        while (more()) {
            String disposition = null;
            int budget = HEADER_LIMIT;
            String line = line();
            while (!line.isEmpty()) {
                budget -= line.length();
                if (budget < 0) {
                    throw new MalformedFormException("part header too long");
                }
                if (line.regionMatches(true, 0, "content-disposition:", 0, 20)) {
                    disposition = line;
                }
                line = line();
            }
            String name = disposition == null ? null : parameter(disposition, "name");
            if (name == null) {
                throw new MalformedFormException("part without a name");
            }
            if (parameter(disposition, "filename") != null || parameter(disposition, "filename*") != null) {
                pass(listener.file(name));
            } else {
                listener.text(name, text());
            }
        }
    }

    private String text() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(64);
        pass((bytes, offset, length) -> {
            if (text.size() + length > textLimit) {
                throw new MalformedFormException("text part too long");
            }
            text.write(bytes, offset, length);
        });
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Whether another part follows the boundary that was just read. */
    private boolean more() throws IOException {
        int first = next();
        int second = next();
        if (first == '-' && second == '-') {
            return false;
        }
        // blanks are allowed between the boundary and its line break
        while (first == ' ' || first == '\t') {
            first = second;
            second = next();
        }
        if (first != '\r' || second != '\n') {
            throw new MalformedFormException("boundary without a line break");
        }
        return true;
    }

    private int next() throws IOException {
        if (start == end && !fill()) {
            throw new EOFException("form ends within a part");
        }
        return buffer[start++];
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(96);
        int previous = 0;
        while (true) {
            int b = next();
            if (b == '\n' && previous == '\r') {
                byte[] bytes = line.toByteArray();
                return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
            }
            line.write(b);
            previous = b;
            if (line.size() > HEADER_LIMIT) {
                throw new MalformedFormException("part header too long");
            }
        }
    }

    /** Passes everything up to the next boundary to a sink and stops after that boundary. */
    private void pass(PartSink sink) throws IOException {
        while (true) {
            int at = find();
            if (at >= 0) {
                if (at > start) {
                    sink.write(buffer, start, at - start);
                }
                start = at + delimiter.length;
                return;
            }
            // the last bytes may be the beginning of a boundary; everything before them is content
            int safe = end - start - (delimiter.length - 1);
            if (safe > 0) {
                sink.write(buffer, start, safe);
                start += safe;
            }
            if (!fill()) {
                throw new EOFException("form ends without its last boundary");
            }
        }
    }

    private int find() {
        byte[] bytes = buffer;
        int whole = delimiter.length;
        int last = whole - 1;
        int at = start + last;
        int stop = end;
        while (at < stop) {
            int tail = bytes[at] & 0xFF;
            int step = skip[tail];
            if (step == whole && tail != (delimiter[last] & 0xFF)) {
                // by far the most frequent step; its length does not depend on the byte, so the processor can prefetch
                at += whole;
            } else if (tail == (delimiter[last] & 0xFF) && matches(at - last, last)) {
                return at - last;
            } else {
                at += step;
            }
        }
        return -1;
    }

    private boolean matches(int at, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        // the JDK's server returns 8 KiB at a time; larger pieces are processed more efficiently
        int before = end;
        while (end < buffer.length) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                break;
            }
            end += read;
        }
        return end > before;
    }

    private static String parameter(String header, String name) {
        int at = header.indexOf(';');
        while (at >= 0) {
            int from = at + 1;
            while (from < header.length() && header.charAt(from) == ' ') {
                from++;
            }
            int equals = header.indexOf('=', from);
            if (equals < 0) {
                return null;
            }
            boolean wanted = equals - from == name.length() && header.regionMatches(true, from, name, 0, name.length());
            boolean quoted = equals + 1 < header.length() && header.charAt(equals + 1) == '"';
            int valueStart = quoted ? equals + 2 : equals + 1;
            int valueEnd = quoted ? closingQuote(header, valueStart) : header.indexOf(';', valueStart);
            valueEnd = valueEnd < 0 ? header.length() : valueEnd;
            if (wanted) {
                return header.substring(valueStart, valueEnd).trim();
            }
            at = header.indexOf(';', valueEnd);
        }
        return null;
    }

    private static int closingQuote(String header, int from) {
        for (int i = from; i < header.length(); i++) {
            if (header.charAt(i) == '"' && header.charAt(i - 1) != '\\') {
                return i;
            }
        }
        return -1;
    }
}
