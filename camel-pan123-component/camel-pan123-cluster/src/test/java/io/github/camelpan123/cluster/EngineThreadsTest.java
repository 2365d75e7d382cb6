package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

    @Test
    void whatHasNotBegunAtTheCloseFails() throws Exception {
        EngineThreads threads = new EngineThreads(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> first = threads.call(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<String> second = threads.call(() -> "not to be begun");
        threads.close();
        assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> threads.call(() -> "late").get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void whatNobodyWaitsForIsNotBegun() throws Exception {
        try (EngineThreads threads = new EngineThreads(1)) {
            CountDownLatch goOn = new CountDownLatch(1);
            threads.call(() -> goOn.await(1, TimeUnit.MINUTES));
            AtomicBoolean begun = new AtomicBoolean();
            threads.call(() -> begun.getAndSet(true)).cancel(false);
            goOn.countDown();
            threads.call(() -> null).get(1, TimeUnit.MINUTES);
            assertThat(begun).isFalse();
        }
    }
}
