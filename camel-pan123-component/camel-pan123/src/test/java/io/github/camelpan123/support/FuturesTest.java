package io.github.camelpan123.support;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuturesTest {

    private static final Executor NEW_THREADS = task -> new Thread(task).start();

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

    private static final Map<String, BiFunction<CompletableFuture<String>, Runnable, CompletableFuture<?>>> WAYS =
            Map.ofEntries(
                    entry("thenApply", (from, next) -> from.thenApply(answer -> ran(next))),
                    entry("thenApplyAsync", (from, next) -> from.thenApplyAsync(answer -> ran(next), NEW_THREADS)),
                    entry("thenRun", CompletableFuture::thenRun),
                    entry("thenRunAsync", (from, next) -> from.thenRunAsync(next, NEW_THREADS)),
                    entry("thenCombine", (from, next) -> from.thenCombine(from, (one, other) -> ran(next))),
                    entry("thenCompose", (from, next) -> from.thenCompose(answer -> Futures.completed(ran(next)))),
                    entry(
                            "thenComposeAsync",
                            (from, next) -> from.thenComposeAsync(answer -> Futures.completed(ran(next)), NEW_THREADS)),
                    entry("whenComplete", (from, next) -> from.whenComplete((answer, failure) -> next.run())),
                    entry(
                            "whenCompleteAsync",
                            (from, next) -> from.whenCompleteAsync((answer, failure) -> next.run(), NEW_THREADS)),
                    entry("handle", (from, next) -> from.handle((answer, failure) -> ran(next))),
                    entry("handleAsync", (from, next) -> from.handleAsync((answer, failure) -> ran(next), NEW_THREADS)),
                    entry("exceptionally", (from, next) -> from.thenApply(answer -> {
                                throw new IllegalStateException(answer);
                            })
                            .exceptionally(failure -> ran(next))),
                    entry(
                            "recover",
                            (from, next) -> Futures.recover(
                                    from.thenCompose(answer -> Futures.failed(new IllegalStateException(answer))),
                                    failure -> Futures.completed(ran(next)))),
                    entry("begin", (from, next) -> Futures.begin(() -> from).thenRun(next)),
                    entry("allOf", (from, next) -> Futures.allOf(from, from).thenRun(next)));

    private static Object ran(Runnable next) {
        next.run();
        return null;
    }

    static Set<String> ways() {
        return WAYS.keySet();
    }

    private static CompletableFuture<String> seen(
            Caller caller, String way, CompletableFuture<String> shared, boolean further) {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Runnable next = () -> seen.complete(Caller.current().operation());
        caller.run(() -> WAYS.get(way).apply(further ? shared.thenApply(answer -> answer) : shared, next));
        return seen;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatContinuesRunsForTheCallerThatAttachedItWhoeverCompletesTheFuture(String way) {
        CompletableFuture<String> shared = Futures.pending();
        CompletableFuture<String> one = seen(new Caller("one", null), way, shared, false);
        CompletableFuture<String> further = seen(new Caller("further", null), way, shared, true);
        CompletableFuture<String> nobody = seen(Caller.NOBODY, way, shared, true);
        new Caller("another", null).run(() -> shared.complete("answer"));
        CompletableFuture<String> late = seen(new Caller("late", null), way, shared, true);
        assertThat(one.join()).isEqualTo("one");
        assertThat(further.join()).isEqualTo("further");
        assertThat(nobody.join()).isEqualTo("none");
        assertThat(late.join()).isEqualTo("late");
        assertThat(Caller.current()).isSameAs(Caller.NOBODY);
    }

    @Test
    void aFutureOfOthersDoesSoToo() {
        CompletableFuture<String> plain = new CompletableFuture<>();
        CompletableFuture<String> seen = new Caller("one", null).run(() -> Futures.begin(() -> plain)
                .thenApply(answer -> answer)
                .thenApply(answer -> Caller.current().operation()));
        new Caller("another", null).run(() -> plain.complete("answer"));
        assertThat(seen).isCompletedWithValue("one");
    }

    @Test
    void workOnAnotherThreadRunsForItsCaller() {
        Caller one = new Caller("one", null);
        assertThat(one.run(() -> Futures.supply(() -> Caller.current().operation(), NEW_THREADS))
                        .join())
                .isEqualTo("one");
        CompletableFuture<String> seen = new CompletableFuture<>();
        one.run(() -> Futures.run(() -> seen.complete(Caller.current().operation()), NEW_THREADS));
        assertThat(seen.join()).isEqualTo("one");
    }

    @Test
    void workThatNoThreadTakesOrThatFailsSaysSo() {
        RejectedExecutionException closed = new RejectedExecutionException("closed");
        assertThatThrownBy(() -> Futures.supply(() -> "answer", task -> {
                    throw closed;
                }))
                .isSameAs(closed);
        assertThatThrownBy(() -> Futures.join(Futures.supply(
                        () -> {
                            throw second;
                        },
                        Runnable::run)))
                .isSameAs(second);
    }
}
