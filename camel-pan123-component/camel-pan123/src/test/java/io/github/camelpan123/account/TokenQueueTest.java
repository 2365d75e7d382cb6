package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.platform.AccessToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenQueueTest {

    private static final AccessToken TOKEN = new AccessToken("t", Instant.MAX);

    private CompletableFuture<AccessToken> logIn = new CompletableFuture<>();
    private final TokenQueue queue = new TokenQueue(() -> logIn);

    @Test
    void whoCameFirstGoesOnFirst() {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> queue.join().thenRun(() -> order.add(i)));
        logIn.complete(TOKEN);
        assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
        assertThat(queue.join()).isCompletedWithValue(TOKEN);
    }

    @Test
    void whoComesWhileOthersAreToldDoesNotOvertake() {
        List<String> order = new ArrayList<>();
        queue.join().thenRun(() -> {
            order.add("first");
            queue.join().thenRun(() -> order.add("late"));
        });
        queue.join().thenRun(() -> order.add("second"));
        logIn.complete(TOKEN);
        assertThat(order).containsExactly("first", "second", "late");
    }

    @Test
    void whoComesAfterAFailedLogInWaitsForTheNextOne() {
        CompletableFuture<AccessToken> next = new CompletableFuture<>();
        List<CompletableFuture<AccessToken>> late = new ArrayList<>();
        CompletableFuture<AccessToken> early = queue.join();
        early.whenComplete((token, failure) -> {
            logIn = next;
            late.add(queue.join());
        });
        logIn.completeExceptionally(new IllegalStateException("no"));
        assertThatThrownBy(early::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(late.get(0)).isNotDone();
        next.complete(TOKEN);
        assertThat(late.get(0)).isCompletedWithValue(TOKEN);
    }
}
