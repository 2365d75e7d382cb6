package io.github.camelpan123.simulator.upload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;

/**
 * Computes an MD5 on another thread than the one that receives the bytes, so that a connection receives content about
 * as fast as one thread can digest it. Bytes wait in a small fixed number of buffers. If all are full and no helper
 * thread has started, the receiving thread computes the digest itself, so that progress does not depend on a free
 * helper. A helper is used only while there are bytes to digest.
 */
final class BackgroundDigest {
    private static final int BUFFER = 128 << 10;
    private static final int BUFFERS = 3;
    /** Below this size it is faster to digest directly than to use another thread. */
    private static final int SMALL = 16 << 10;

    private final MessageDigest digest = Digests.md5();
    private final Deque<ByteBuffer> empty = new ArrayDeque<>(BUFFERS);
    private final Deque<ByteBuffer> full = new ArrayDeque<>(BUFFERS);
    private int made;
    /** Whether a thread is digesting. Only that thread may use the digest. */
    private boolean working;

    void update(byte[] bytes, int from, int length) throws IOException {
        if (length < SMALL && idle()) {
            digest.update(bytes, from, length);
            return;
        }
        int at = from;
        int left = length;
        while (left > 0) {
            ByteBuffer buffer = take();
            int some = Math.min(left, buffer.capacity());
            buffer.put(bytes, at, some).flip();
            hand(buffer);
            at += some;
            left -= some;
        }
    }

    /** Returns the digest of all received bytes as lower-case hexadecimal digits. */
    String hex() throws IOException {
        while (!idle()) {
            helpOrWait();
        }
        return Digests.hex(digest);
    }

    private synchronized boolean idle() {
        return !working && full.isEmpty();
    }

    private ByteBuffer take() throws IOException {
        while (true) {
            synchronized (this) {
                if (!empty.isEmpty()) {
                    return empty.removeFirst();
                }
                if (made < BUFFERS) {
                    made++;
                    return ByteBuffer.allocate(BUFFER);
                }
            }
            helpOrWait();
        }
    }

    private void hand(ByteBuffer buffer) {
        synchronized (this) {
            full.addLast(buffer);
            if (working || full.size() > 1) {
                return;
            }
        }
        ForkJoinPool.commonPool().execute(this::work);
    }

    private void helpOrWait() throws IOException {
        synchronized (this) {
            if (working) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw (IOException) new InterruptedIOException().initCause(e);
                }
                return;
            }
        }
        work();
    }

    private void work() {
        ByteBuffer done = null;
        while (true) {
            ByteBuffer next;
            synchronized (this) {
                if (done == null) {
                    if (working) {
                        return;
                    }
                    working = true;
                } else {
                    empty.addLast(done.clear());
                    notifyAll();
                }
                next = full.pollFirst();
                if (next == null) {
                    working = false;
                    notifyAll();
                    return;
                }
            }
            digest.update(next);
            done = next;
        }
    }
}
