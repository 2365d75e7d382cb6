package io.github.camelpan123.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Cancels a request whose server has stopped reading its body. The timeout of a socket bounds reads only, so a write
 * would block for as long as the connection exists. Only the time within a write counts, because a content may be
 * produced slowly.
 */
final class WriteTimeout {

    private static final long NO_WRITE = 0;

    private final long longest;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Set<Body> bodies = ConcurrentHashMap.newKeySet();

    /**
     * @param longest how long a single write may last
     * @param timer checks the writes
     * @param clock nanoseconds since any point in time
     */
    WriteTimeout(Duration longest, ScheduledExecutorService timer, LongSupplier clock) {
        // saturates for a duration of any length
        this.longest = TimeUnit.MILLISECONDS.toNanos(longest.toMillis());
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Returns a body that is written in time or not at all.
     *
     * @param cancel ends the request from another thread
     */
    HttpEntity bound(HttpEntity body, Runnable cancel) {
        return new Body(body, cancel);
    }

    /** Cancels the requests whose bodies are being written. */
    void cancelAll() {
        bodies.forEach(body -> body.cancel.run());
    }

    private final class Body extends HttpEntityWrapper {

        private final Runnable cancel;
        /** When the current write began. */
        private volatile long begun = NO_WRITE;

        private volatile boolean stuck;
        private volatile Future<?> check;

        Body(HttpEntity body, Runnable cancel) {
            super(body);
            this.cancel = cancel;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            boolean written = false;
            bodies.add(this);
            checkIn(longest);
            try {
                Timed timed = new Timed(out);
                super.writeTo(timed);
                // otherwise the client would send the rest of its buffer when nobody checks it any more
                timed.flush();
                written = true;
            } finally {
                bodies.remove(this);
                Future<?> last = check;
                if (last != null) {
                    last.cancel(false);
                }
                if (!written) {
                    // otherwise the client would send the rest of its buffer before it drops the connection
                    cancel.run();
                }
            }
        }

        private void checkIn(long nanos) {
            try {
                check = timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                // the close of the connections ends the request
            }
        }

        private void check() {
            if (!bodies.contains(this)) {
                return;
            }
            long since = begun;
            long left = since == NO_WRITE ? longest : longest - (clock.getAsLong() - since);
            if (left > 0) {
                checkIn(left);
            } else {
                stuck = true;
                cancel.run();
            }
        }

        private final class Timed extends OutputStream {

            private final OutputStream out;

            Timed(OutputStream out) {
                this.out = out;
            }

            @Override
            public void write(int one) throws IOException {
                timed(() -> out.write(one));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                timed(() -> out.write(bytes, offset, length));
            }

            @Override
            public void flush() throws IOException {
                timed(out::flush);
            }

            private void timed(Write write) throws IOException {
                // never the number that stands for no write
                begun = clock.getAsLong() | 1;
                try {
                    write.run();
                } catch (IOException e) {
                    throw stuck ? tooLong(e) : e;
                } finally {
                    begun = NO_WRITE;
                }
            }
        }

        private IOException tooLong(IOException cause) {
            IOException timeout = new SocketTimeoutException("the server has accepted no data of the request for "
                    + TimeUnit.NANOSECONDS.toMillis(longest) + " ms (option responseTimeout)");
            timeout.initCause(cause);
            return timeout;
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
