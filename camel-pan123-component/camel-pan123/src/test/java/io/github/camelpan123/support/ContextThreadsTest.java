package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ContextThreadsTest {

    /** A bundle or web application that is updated has another class loader, and threads must not keep the old one. */
    @Test
    void aThreadHasAContextClassLoaderOnlyWhileItWorks() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        try (CamelContext context = new DefaultCamelContext();
                IsolatedClassLoader ofCaller = new IsolatedClassLoader()) {
            context.start();
            ContextThreads threads = new ContextThreads(this, 2);
            threads.attach(context);
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
            CompletableFuture<Void> end = new CompletableFuture<>();
            caller.setContextClassLoader(ofCaller);
            threads.execute(() -> {
                worker.complete(Thread.currentThread());
                seen.complete(Thread.currentThread().getContextClassLoader());
                end.join();
            });
            assertThat(caller.getContextClassLoader()).isSameAs(ofCaller);
            assertThat(seen.get(2, TimeUnit.MINUTES)).isSameAs(ContextThreads.class.getClassLoader());
            end.complete(null);
            await().atMost(Duration.ofMinutes(2)).until(() -> worker.join().getContextClassLoader() == null);
            threads.close();
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @Test
    void aTaskThatFailsLeavesNoContextClassLoaderEither() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ContextThreads threads = new ContextThreads(this, 2);
            threads.attach(context);
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            threads.execute(() -> {
                // otherwise the tests that run beside this one would see it
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                worker.complete(Thread.currentThread());
                throw new IllegalStateException("of the test");
            });
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> worker.get(2, TimeUnit.MINUTES).getContextClassLoader() == null);
            threads.close();
        }
    }
}
