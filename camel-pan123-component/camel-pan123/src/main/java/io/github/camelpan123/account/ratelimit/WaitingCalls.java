package io.github.camelpan123.account.ratelimit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The calls that wait in a queue, the oldest first.
 *
 * <p>Not thread-safe; guarded by the lock of its queue.
 */
final class WaitingCalls implements Iterable<QueuedCall> {

    private final Deque<QueuedCall> calls = new ArrayDeque<>();
    private boolean closed;

    /** Takes no calls from now on. Those that wait are removed by the caller. */
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    /** Whether a call may not wait, because the queue or its owner is closed. */
    boolean rejects(QueuedCall queued) {
        return closed || queued.ownerClosed();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int size() {
        return calls.size();
    }

    /** Returns the oldest call; null if there is none. */
    QueuedCall first() {
        return calls.peekFirst();
    }

    /** Removes and returns the oldest call; null if there is none. */
    QueuedCall poll() {
        return calls.pollFirst();
    }

    /** The oldest first. {@link Iterator#remove()} is supported. */
    @Override
    public Iterator<QueuedCall> iterator() {
        return calls.iterator();
    }

    /** Returns whether a call would be inserted at the end. */
    boolean endsBefore(QueuedCall queued) {
        return calls.isEmpty() || calls.peekLast().enqueuedAt() - queued.enqueuedAt() <= 0;
    }

    /** Returns the number of calls that were made before this one. */
    int before(QueuedCall queued) {
        if (endsBefore(queued)) {
            return calls.size();
        }
        return (int) calls.stream()
                .filter(one -> one.enqueuedAt() - queued.enqueuedAt() < 0)
                .count();
    }

    /** Inserts a call. A call that was due before and lost its token comes before calls that were made later. */
    void insert(QueuedCall queued) {
        if (endsBefore(queued)) {
            calls.addLast(queued);
        } else {
            backToHead(queued);
        }
    }

    /**
     * Inserts a call near the head. Several refused calls of one burst may come back in any order; they keep their
     * original order.
     */
    void backToHead(QueuedCall queued) {
        Deque<QueuedCall> older = new ArrayDeque<>();
        while (!calls.isEmpty() && calls.peekFirst().enqueuedAt() - queued.enqueuedAt() < 0) {
            older.push(calls.pollFirst());
        }
        calls.addFirst(queued);
        older.forEach(calls::addFirst);
    }

    /** Removes and returns the calls that match. */
    List<QueuedCall> remove(Predicate<QueuedCall> which) {
        List<QueuedCall> removed = new ArrayList<>();
        calls.removeIf(queued -> which.test(queued) && removed.add(queued));
        return removed;
    }
}
