package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends leaves nothing of the application behind. */
class AccountThreadsTest {

    static Stream<Arguments> pools() {
        return Stream.of(
                pool("upload", AccountThreads::uploads),
                pool("download", AccountThreads::downloads),
                pool("read", AccountThreads::readers),
                pool("read-file", AccountThreads::fileReaders),
                pool("digest", AccountThreads::digesters),
                pool("timer", AccountThreads::timer),
                pool("route", AccountThreads::routes));
    }

    private static Arguments pool(String name, Function<AccountThreads, Executor> pool) {
        return Arguments.of(name, pool);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void aThreadHasTheClassLoaderOfTheComponentAndNoneWhenItHasEnded(
            String name, Function<AccountThreads, Executor> pool) throws Exception {
        AccountThreads threads = new AccountThreads(this, 1);
        CompletableFuture<ClassLoader> used = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        pool.apply(threads).execute(() -> {
            used.complete(Thread.currentThread().getContextClassLoader());
            thread.complete(Thread.currentThread());
        });
        assertThat(used.get(1, TimeUnit.MINUTES)).isSameAs(AccountThreads.class.getClassLoader());
        Thread ended = thread.get(1, TimeUnit.MINUTES);
        assertThat(ended.getName()).startsWith("camel-pan123-" + name + "-");
        assertThat(ended.isDaemon()).isTrue();
        threads.close();
        ended.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(ended.isAlive()).isFalse();
        assertThat(ended.getContextClassLoader()).isNull();
    }
}
