package io.github.camelpan123.account.auth;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Calls that wait for a token. They go on in the order in which they were made; a future that all of them waited for
 * would let the last one go first.
 */
final class WaitingCalls {

    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparingLong(Waiting::since).thenComparingLong(Waiting::number));
    private long count;
    private boolean releasing;

    /**
     * One call.
     *
     * @param owner who ends the waiting; may be null
     * @param since when the call was made
     * @param number keeps the order of calls of the same moment
     * @param turn completes when it may go on
     */
    record Waiting(Object owner, long since, long number, CompletableFuture<Void> turn) {}

    synchronized Waiting add(Object owner, long since) {
        Waiting one = new Waiting(owner, since, count++, new CompletableFuture<>());
        waiting.add(one);
        return one;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Lets all go on, one after the other, those too that come meanwhile. */
    void release() {
        synchronized (this) {
            if (releasing) {
                return;
            }
            releasing = true;
        }
        Waiting first;
        while ((first = first()) != null) {
            first.turn().complete(null);
            synchronized (this) {
                // only now, so that nobody who comes meanwhile overtakes
                waiting.remove(first);
            }
        }
    }

    private synchronized Waiting first() {
        releasing = !waiting.isEmpty();
        return releasing ? waiting.first() : null;
    }

    /** Fails those that wait now; who comes meanwhile waits for the next token. */
    void fail(Predicate<Waiting> which, Function<Waiting, Throwable> why) {
        List<Waiting> gone;
        synchronized (this) {
            gone = waiting.stream().filter(which).toList();
            gone.forEach(waiting::remove);
        }
        gone.forEach(one -> one.turn().completeExceptionally(why.apply(one)));
    }
}
