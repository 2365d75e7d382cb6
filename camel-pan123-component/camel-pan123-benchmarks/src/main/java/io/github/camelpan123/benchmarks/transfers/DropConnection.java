package io.github.camelpan123.benchmarks.transfers;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** One connection to {@link DropServer}: reads requests, drops or keeps their bodies, and answers. */
final class DropConnection implements Runnable {

    private static final int BUFFER = 512 * 1024;
    private static final int CONTENT = 1 << 20;
    private static final ByteBuffer SENT = content();

    private final SocketChannel channel;
    private final DropDesk desk;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);

    DropConnection(SocketChannel channel, DropDesk desk) {
        this.channel = channel;
        this.desk = desk;
    }

    private static ByteBuffer content() {
        byte[] bytes = new byte[CONTENT];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(CONTENT).put(bytes).flip().asReadOnlyBuffer();
    }

    @Override
    public void run() {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            while (serve()) {
                // the next one
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private boolean serve() throws IOException {
        String head = head();
        if (head == null) {
            return false;
        }
        String[] line = head.substring(0, head.indexOf('\r')).split(" ", 3);
        String path = line[1];
        long length = contentLength(head);
        if (path.startsWith("/content/")) {
            send(Long.parseLong(path.substring("/content/".length())));
        } else if (path.equals("/upload/v2/file/slice")) {
            drop(length);
            desk.sliceArrived(length);
            answer(DropDesk.ok("null"));
        } else {
            answer(desk.answer(path, body((int) length)));
        }
        return true;
    }

    private String head() throws IOException {
        int from = in.position();
        int seen = from;
        while (true) {
            for (; seen <= in.limit() - 4; seen++) {
                if (in.get(seen) == '\r' && in.get(seen + 2) == '\r' && in.get(seen + 1) == '\n') {
                    byte[] head = new byte[seen + 4 - in.position()];
                    in.get(head);
                    return new String(head, StandardCharsets.ISO_8859_1);
                }
            }
            int offset = seen - in.position();
            in.compact();
            int read = channel.read(in);
            in.flip();
            seen = offset;
            if (read < 0) {
                if (in.hasRemaining()) {
                    throw new EOFException();
                }
                return null;
            }
        }
    }

    private static long contentLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return 0;
        }
        int from = at + "\r\ncontent-length:".length();
        return Long.parseLong(lower.substring(from, lower.indexOf('\r', from)).strip());
    }

    private void drop(long length) throws IOException {
        long left = length;
        while (true) {
            int here = (int) Math.min(left, in.remaining());
            in.position(in.position() + here);
            left -= here;
            if (left == 0) {
                return;
            }
            in.clear();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException();
            }
        }
    }

    private String body(int length) throws IOException {
        byte[] body = new byte[length];
        int done = 0;
        while (done < length) {
            int here = Math.min(length - done, in.remaining());
            in.get(body, done, here);
            done += here;
            if (done < length) {
                in.clear();
                int read = channel.read(in);
                in.flip();
                if (read < 0) {
                    throw new EOFException();
                }
            }
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private void answer(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        ByteBuffer all = ByteBuffer.allocate(head.length() + body.length);
        all.put(head.getBytes(StandardCharsets.US_ASCII)).put(body).flip();
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    private void send(long length) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n\r\n";
        ByteBuffer start = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        while (start.hasRemaining()) {
            channel.write(start);
        }
        ByteBuffer content = SENT.duplicate();
        for (long left = length; left > 0; ) {
            content.clear().limit((int) Math.min(CONTENT, left));
            while (content.hasRemaining()) {
                left -= channel.write(content);
            }
        }
    }
}
