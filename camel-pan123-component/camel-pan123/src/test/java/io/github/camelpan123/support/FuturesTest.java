package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FuturesTest {

    private final RuntimeException first = new IllegalStateException("first");
    private final RuntimeException second = new IllegalStateException("second");

    private static CompletableFuture<String> recovered(
            CompletableFuture<String> from, Function<Throwable, CompletableFuture<String>> other) {
        return Futures.recover(from, other);
    }

    @Test
    void anAnswerPasses() {
        assertThat(recovered(CompletableFuture.completedFuture("a"), failure -> null))
                .isCompletedWithValue("a");
    }

    @Test
    void theOtherWayGetsTheFailureWithoutItsWrapping() {
        CompletableFuture<String> wrapped =
                CompletableFuture.<String>failedFuture(first).thenApply(answer -> answer + answer);
        assertThat(recovered(wrapped, failure -> CompletableFuture.completedFuture(failure.getMessage())))
                .isCompletedWithValue("first");
    }

    @Test
    void whatFailsAgainIsWrappedOnceForAllThatDependOnIt() {
        CompletableFuture<String> failed =
                recovered(CompletableFuture.failedFuture(first), failure -> CompletableFuture.failedFuture(second));
        CompletionException wrapping = failed.handle((answer, failure) -> (CompletionException) failure)
                .join();
        assertThat(wrapping).hasCause(second);
        assertThat(failed.thenApply(answer -> answer)
                        .handle((answer, failure) -> failure)
                        .join())
                .isSameAs(wrapping);
        assertThatThrownBy(() -> Futures.join(failed)).isSameAs(second);
    }

    @Test
    void anotherWayThatBreaksAtOnceIsAFailureToo() {
        CompletableFuture<String> from = CompletableFuture.failedFuture(first);
        assertThatThrownBy(() -> Futures.join(recovered(from, failure -> {
                    throw second;
                })))
                .isSameAs(second);
        assertThatThrownBy(() -> Futures.join(recovered(from, failure -> null)))
                .isInstanceOf(NullPointerException.class);
    }
}
