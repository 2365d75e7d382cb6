package io.github.camelpan123.account.auth;

import io.github.camelpan123.support.Futures;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that wait for a token. They continue in the order in which they were made. A single future that all of them
 * wait for would reverse the order.
 */
final class TokenWaiters {

    private final TreeSet<Waiting> waiting =
            new TreeSet<>(Comparator.comparingLong(Waiting::since).thenComparingLong(Waiting::number));
    private long count;
    private boolean releasing;

    /**
     * One call.
     *
     * @param owner can end the wait; may be null
     * @param since when the call was made
     * @param number keeps the order of calls made at the same time
     * @param turn completes when the call may continue
     */
    record Waiting(Object owner, long since, long number, CompletableFuture<Void> turn) {}

    synchronized Waiting add(Object owner, long since) {
        Waiting one = new Waiting(owner, since, count++, Futures.pending());
        waiting.add(one);
        return one;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Lets all calls continue one after another, including those that arrive meanwhile. */
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
                // removed only now, so that a call that arrives meanwhile does not overtake
                waiting.remove(first);
            }
        }
    }

    private synchronized Waiting first() {
        releasing = !waiting.isEmpty();
        return releasing ? waiting.first() : null;
    }

    /** Fails matching calls that wait now. Calls that arrive later wait for the next token. */
    void fail(Predicate<Waiting> which, Function<Waiting, Throwable> why) {
        List<Waiting> gone;
        synchronized (this) {
            gone = waiting.stream().filter(which).toList();
            gone.forEach(waiting::remove);
        }
        gone.forEach(one -> one.turn().completeExceptionally(why.apply(one)));
    }
}
