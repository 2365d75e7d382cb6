package io.github.camelpan123.account;

import io.github.camelpan123.platform.AccessToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where calls wait while the account has no token. They go on to their lanes in the order in which they came; a future
 * that all of them waited for would let the last one go first.
 */
final class TokenQueue {

    private final Supplier<CompletableFuture<AccessToken>> current;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private boolean telling;

    private record Waiter(CompletableFuture<AccessToken> token, CompletableFuture<AccessToken> turn) {}

    /** @param current the token, or the log-in under way */
    TokenQueue(Supplier<CompletableFuture<AccessToken>> current) {
        this.current = current;
    }

    /** Completes when there is a token, or none can be had, and everybody who came before has been told. */
    CompletableFuture<AccessToken> join() {
        CompletableFuture<AccessToken> token;
        CompletableFuture<AccessToken> turn;
        synchronized (waiting) {
            token = current.get();
            if (waiting.isEmpty() && token.isDone()) {
                return token;
            }
            turn = new CompletableFuture<>();
            waiting.addLast(new Waiter(token, turn));
            if (telling) {
                return turn;
            }
            telling = true;
        }
        token.whenComplete((answer, failure) -> tell());
        return turn;
    }

    private void tell() {
        Waiter first;
        while ((first = first()) != null) {
            if (!first.token().isDone()) {
                first.token().whenComplete((answer, failure) -> tell());
                return;
            }
            tell(first);
            synchronized (waiting) {
                // only now, so that nobody who comes meanwhile overtakes
                waiting.removeFirst();
            }
        }
    }

    private Waiter first() {
        synchronized (waiting) {
            telling = !waiting.isEmpty();
            return waiting.peekFirst();
        }
    }

    private static void tell(Waiter waiter) {
        waiter.token().whenComplete((answer, failure) -> {
            if (failure == null) {
                waiter.turn().complete(answer);
            } else {
                waiter.turn().completeExceptionally(Futures.unwrap(failure));
            }
        });
    }
}
