package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A thread has the class loader of this module, and none when it has ended. */
class EndedThreadsTest {

    private record Used(Thread thread, ClassLoader loader) {

        static Used now() {
            Thread thread = Thread.currentThread();
            return new Used(thread, thread.getContextClassLoader());
        }

        void requireEndedWithoutTrace() throws InterruptedException {
            assertThat(loader).isSameAs(SharedEngine.class.getClassLoader());
            assertThat(thread.isDaemon()).isTrue();
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(thread.isAlive()).isFalse();
            assertThat(thread.getContextClassLoader()).isNull();
        }
    }

    @Test
    void ofAnEngine() throws Exception {
        Used used;
        try (EngineThreads threads = new EngineThreads(1)) {
            used = threads.call(Used::now).get(1, TimeUnit.MINUTES);
        }
        used.requireEndedWithoutTrace();
    }

    @Test
    void ofTheStore() throws Exception {
        CompletableFuture<Used> used = new CompletableFuture<>();
        try (SharedEngine store = new SharedEngine(new MemoryEngine(), "The engine of the test", Node.TIMEOUT)) {
            store.later(0, () -> used.complete(Used.now()));
            used.get(1, TimeUnit.MINUTES);
        }
        used.join().requireEndedWithoutTrace();
    }
}
