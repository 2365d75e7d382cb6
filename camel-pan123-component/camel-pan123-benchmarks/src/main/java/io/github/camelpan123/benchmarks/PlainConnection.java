package io.github.camelpan123.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One kept connection that sends prepared bytes and reads answers of a known length. It costs next to nothing, so that what is
 * measured is the server.
 */
final class PlainConnection implements AutoCloseable {
    private static final int BUFFER = 16 << 10;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] answer = new byte[BUFFER];

    PlainConnection(String url) throws IOException {
        URI uri = URI.create(url);
        channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Bytes that leave without being copied on the way. */
    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Sends the buffers, each from its beginning to its limit, and waits for the answer's body. */
    String call(ByteBuffer... request) throws IOException {
        long left = 0;
        for (ByteBuffer buffer : request) {
            buffer.rewind();
            left += buffer.remaining();
        }
        while (left > 0) {
            left -= channel.write(request);
        }
        return body();
    }

    private String body() throws IOException {
        int length = 0;
        int head = -1;
        while (head < 0 || length < head) {
            in.clear();
            int read = channel.read(in);
            if (read < 0) {
                throw new EOFException("connection closed");
            }
            in.flip().get(answer, length, read);
            length += read;
            if (head < 0) {
                int end = endOfHead(length);
                head = end < 0 ? -1 : end + contentLength(end);
                if (head > answer.length) {
                    throw new IOException("answer too long");
                }
            }
        }
        if (answer[9] != '2') {
            throw new IOException(new String(answer, 0, length, StandardCharsets.UTF_8));
        }
        int from = endOfHead(length);
        return new String(answer, from, length - from, StandardCharsets.UTF_8);
    }

    private int endOfHead(int length) {
        for (int i = 3; i < length; i++) {
            if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength(int end) {
        for (int at = 0; at < end - LENGTH.length; at++) {
            int i = 0;
            while (i < LENGTH.length && (answer[at + i] | 0x20) == (LENGTH[i] | 0x20)) {
                i++;
            }
            if (i == LENGTH.length) {
                int value = 0;
                for (int digit = at + i; answer[digit] != '\r'; digit++) {
                    value = answer[digit] == ' ' ? value : 10 * value + answer[digit] - '0';
                }
                return value;
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
