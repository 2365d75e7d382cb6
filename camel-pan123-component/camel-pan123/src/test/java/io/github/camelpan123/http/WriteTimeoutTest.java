package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a clock that the test moves; the timer looks at it every few milliseconds. */
class WriteTimeoutTest {

    private static final Duration LONGEST = Duration.ofMillis(5);
    private static final byte[] BYTES = {1, 2, 3};

    private final AtomicLong clock = new AtomicLong(1);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CountDownLatch cancel = new CountDownLatch(1);
    private final Timer timer = new Timer();
    private final WriteTimeout timeout = new WriteTimeout(LONGEST, timer, clock::get);

    /** Counts the checks. */
    private static final class Timer extends ScheduledThreadPoolExecutor {
        private final AtomicInteger checks = new AtomicInteger();

        Timer() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            checks.incrementAndGet();
        }

        void awaitMore() {
            int before = checks.get();
            await().atMost(Duration.ofMinutes(2)).until(() -> checks.get() > before + 2);
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private HttpEntity bound(WrittenEntity.Content content) {
        return timeout.bound(new WrittenEntity(-1, content), () -> {
            cancelled.incrementAndGet();
            cancel.countDown();
        });
    }

    /** Blocks as a socket does, until its request is cancelled. */
    private OutputStream stuck() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                clock.addAndGet(LONGEST.toNanos());
                try {
                    cancel.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("closed");
            }
        };
    }

    @Test
    void aWriteThatDoesNotEndIsCancelled() {
        assertThatThrownBy(() -> bound(out -> out.write(BYTES)).writeTo(stuck()))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("5 ms (option responseTimeout)")
                .hasRootCauseMessage("closed");
    }

    @Test
    void whatIsLeftInABufferIsWrittenInTimeToo() {
        OutputStream blocked = stuck();
        OutputStream buffering = new OutputStream() {
            @Override
            public void write(int one) {
                // kept
            }

            @Override
            public void flush() throws IOException {
                blocked.write(0);
            }
        };
        assertThatThrownBy(() -> bound(out -> out.write(BYTES)).writeTo(buffering))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aSourceThatIsSlowIsWaitedFor() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        bound(out -> {
                    for (byte one : BYTES) {
                        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
                        timer.awaitMore();
                        out.write(one);
                    }
                    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
                    timer.awaitMore();
                })
                .writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(BYTES);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void aServerThatIsSlowButTakesSomethingIsWaitedFor() throws IOException {
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {
                clock.addAndGet(LONGEST.toNanos() - 1000);
                timer.awaitMore();
            }
        };
        bound(out -> {
                    for (int i = 0; i < 5; i++) {
                        out.write(i);
                    }
                })
                .writeTo(slow);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void nothingIsCheckedAfterTheBodyIsWritten() throws IOException {
        bound(out -> out.write(BYTES)).writeTo(new ByteArrayOutputStream());
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        await().atMost(Duration.ofMinutes(2)).until(() -> timer.getQueue().isEmpty());
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void aBodyThatFailsIsNotCompletedFromTheBuffers() {
        IllegalStateException failure = new IllegalStateException("not wanted any more");
        assertThatThrownBy(() -> bound(out -> {
                            throw failure;
                        })
                        .writeTo(new ByteArrayOutputStream()))
                .isSameAs(failure);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aTimerThatHasEndedDoesNotMatter() throws IOException {
        timer.shutdownNow();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        bound(out -> out.write(BYTES)).writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void theBodyStaysWhatItWas() throws IOException {
        HttpEntity body = new StringEntity("text");
        HttpEntity bound = timeout.bound(body, () -> {});
        assertThat(bound.getContentLength()).isEqualTo(body.getContentLength());
        assertThat(bound.getContentType()).isEqualTo(body.getContentType());
        assertThat(bound.isRepeatable()).isEqualTo(body.isRepeatable());
        assertThat(bound.isChunked()).isEqualTo(body.isChunked());
    }
}
