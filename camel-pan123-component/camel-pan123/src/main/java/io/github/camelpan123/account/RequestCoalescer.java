package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Combines requests for single items into batch calls. Each item gets its own outcome. A single request is sent at once
 * if no call is running. Requests that arrive during a call wait for its answer for a short time, so that a busy route
 * needs few calls. If the platform permanently refuses a whole batch, it can be repeated in halves, so that only the
 * invalid item fails.
 *
 * @param <I> the type of an item, such as an ID
 * @param <A> the type of the answer to a batch call
 * @param <R> the type of the outcome of one item
 */
public final class RequestCoalescer<I, A, R> {

    /**
     * A step between the refusal of a batch and its repetition in halves.
     *
     * @param <I> the type of an item
     * @param <R> the type of the outcome of one item
     */
    @FunctionalInterface
    public interface BeforeHalves<I, R> {

        /** Returns the outcomes of those refused items that need no repetition, and of no others. */
        CompletableFuture<Map<I, R>> settled(List<I> refused);
    }

    /**
     * The maximum time that an item waits because a call is running. With 16 threads, answers after 50 ms and 100
     * permits a second, 1,000 deletions took 124 calls with this wait and 320 without it (2026-11-29).
     */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_FREQUENT = 429;
    private static final int SERVER_ERROR = 500;

    private final AccountLease account;
    private final Api api;
    private final int most;
    private final Function<List<I>, ApiCall<A>> joint;
    private final BiFunction<A, I, R> outcome;
    private final BeforeHalves<I, R> beforeHalves;

    private Batch open;
    private int inFlight;
    private int held;

    /**
     * @param most the maximum number of items per call
     * @param joint creates the batch call
     * @param outcome returns the outcome of one item; may throw its failure
     * @param beforeHalves called before a refused batch is repeated in halves; null for no repetition
     */
    private RequestCoalescer(
            AccountLease account,
            Api api,
            int most,
            Function<List<I>, ApiCall<A>> joint,
            BiFunction<A, I, R> outcome,
            BeforeHalves<I, R> beforeHalves) {
        this.account = account;
        this.api = api;
        this.most = most;
        this.joint = joint;
        this.outcome = outcome;
        this.beforeHalves = beforeHalves;
    }

    /**
     * Creates a coalescer that fails all items of a refused batch.
     *
     * @param most the maximum number of items per call
     * @param joint creates the batch call
     * @param outcome returns the outcome of one item; may throw its failure
     */
    public static <I, A, R> RequestCoalescer<I, A, R> whole(
            AccountLease account, Api api, int most, Function<List<I>, ApiCall<A>> joint, BiFunction<A, I, R> outcome) {
        return new RequestCoalescer<>(account, api, most, joint, outcome, null);
    }

    /**
     * Creates a coalescer that repeats permanently refused batches in halves. The parameters are those of
     * {@link #whole}.
     */
    public static <I, A, R> RequestCoalescer<I, A, R> halving(
            AccountLease account, Api api, int most, Function<List<I>, ApiCall<A>> joint, BiFunction<A, I, R> outcome) {
        return halving(account, api, most, joint, outcome, refused -> Futures.completed(Map.of()));
    }

    /**
     * Creates a coalescer that repeats permanently refused batches in halves, after a check which items were executed
     * nevertheless. The other parameters are those of {@link #whole}.
     */
    public static <I, A, R> RequestCoalescer<I, A, R> halving(
            AccountLease account,
            Api api,
            int most,
            Function<List<I>, ApiCall<A>> joint,
            BiFunction<A, I, R> outcome,
            BeforeHalves<I, R> beforeHalves) {
        return new RequestCoalescer<>(account, api, most, joint, outcome, beforeHalves);
    }

    private final class Batch {
        /** Its calls count for the first who joined. */
        private final Caller caller = Caller.current();

        private final Map<I, CompletableFuture<R>> members = new LinkedHashMap<>();
        private boolean submitted;

        /** Closes the batch for further items when the call is sent. */
        private ApiCall<A> close() {
            synchronized (RequestCoalescer.this) {
                if (open == this) {
                    open = null;
                }
                account.batch(api, members.size());
                return joint.apply(List.copyOf(members.keySet()));
            }
        }
    }

    /** Requests one item. It joins the waiting batch. */
    public CompletableFuture<R> submit(I one) {
        return submitAll(List.of(one)).get(0);
    }

    /**
     * Requests several items. They join the waiting batch. A full batch is sent at once.
     *
     * @return the outcomes in the order of {@code all}
     */
    public List<CompletableFuture<R>> submitAll(Collection<I> all) {
        List<CompletableFuture<R>> answers = new ArrayList<>();
        Set<Batch> joined = new LinkedHashSet<>();
        List<Batch> ready;
        Batch waits = null;
        synchronized (this) {
            Batch before = open;
            Map<I, CompletableFuture<R>> asked = new HashMap<>();
            for (I one : all) {
                answers.add(asked.computeIfAbsent(one, asks -> join(asks, joined)));
            }
            boolean idle = inFlight == 0 && held == 0;
            ready = joined.stream()
                    .filter(batch -> idle || batch.members.size() >= most)
                    .toList();
            if (!idle && open != before && open.members.size() < most) {
                waits = open;
            }
        }
        ready.forEach(this::submit);
        if (waits != null) {
            Batch mine = waits;
            account.delay(LONGEST_WAIT).whenComplete((over, closing) -> submit(mine));
        }
        return answers;
    }

    /**
     * Runs work that may request many items, one after the other. What it requests is sent when it ends, in as few calls
     * as possible.
     */
    public void together(Runnable work) {
        synchronized (this) {
            held++;
        }
        try {
            work.run();
        } finally {
            Batch ready;
            synchronized (this) {
                held--;
                ready = held == 0 && inFlight == 0 ? open : null;
            }
            if (ready != null) {
                submit(ready);
            }
        }
    }

    private CompletableFuture<R> join(I one, Set<Batch> joined) {
        CompletableFuture<R> sameOne = open == null ? null : open.members.get(one);
        if (sameOne != null) {
            return sameOne;
        }
        if (open == null || open.members.size() >= most) {
            open = new Batch();
        }
        joined.add(open);
        CompletableFuture<R> answer = Futures.pending();
        open.members.put(one, answer);
        return answer;
    }

    /** Submits a batch once. The trigger is the timeout, an answer, or the item that fills the batch. */
    private void submit(Batch batch) {
        synchronized (this) {
            if (batch.submitted) {
                return;
            }
            batch.submitted = true;
        }
        batch.caller.run(() -> send(batch));
    }

    private void send(Batch batch) {
        synchronized (this) {
            inFlight++;
        }
        Futures.begin(() -> account.calls().call(api, batch::close)).whenComplete((answer, failure) -> {
            Map<I, CompletableFuture<R>> members;
            Batch waiting;
            synchronized (this) {
                inFlight--;
                // a batch that was never sent was never closed
                if (open == batch) {
                    open = null;
                }
                members = new LinkedHashMap<>(batch.members);
                waiting = open;
            }
            if (waiting != null) {
                submit(waiting);
            }
            if (failure == null) {
                members.forEach((one, future) -> complete(answer, one, future));
            } else {
                failed(members, Futures.unwrap(failure));
            }
        });
    }

    private void complete(A answer, I one, CompletableFuture<R> future) {
        try {
            future.complete(outcome.apply(answer, one));
        } catch (RuntimeException | Error e) {
            // errors too, so that the callers of the remaining items do not wait forever
            future.completeExceptionally(e);
        }
    }

    private void failed(Map<I, CompletableFuture<R>> members, Throwable failure) {
        if (beforeHalves == null || members.size() == 1 || !refusedForGood(failure)) {
            members.values().forEach(future -> future.completeExceptionally(failure));
            return;
        }
        Futures.begin(() -> beforeHalves.settled(List.copyOf(members.keySet()))).whenComplete((settled, noLook) -> {
            if (noLook != null) {
                members.values().forEach(future -> future.completeExceptionally(Futures.unwrap(noLook)));
                return;
            }
            settled.forEach((one, result) -> members.get(one).complete(result));
            members.keySet().removeAll(settled.keySet());
            halve(members);
        });
    }

    private void halve(Map<I, CompletableFuture<R>> members) {
        Batch first = new Batch();
        Batch second = new Batch();
        members.forEach(
                (one, future) -> (first.members.size() < members.size() / 2 ? first : second).members.put(one, future));
        Stream.of(first, second).filter(half -> !half.members.isEmpty()).forEach(this::send);
    }

    /**
     * Whether the failure is a permanent refusal of this call. Only such a failure can be caused by one item; for
     * others, smaller batches do not help.
     */
    private boolean refusedForGood(Throwable failure) {
        return failure instanceof Pan123Exception refusal
                && !refusal.isRetriable()
                && !(refusal instanceof Pan123WriteBannedException)
                && api.path().equals(refusal.getApi())
                && refusal.getCode() != 0
                && refusal.getCode() != UNAUTHORIZED
                && refusal.getCode() != TOO_FREQUENT
                && refusal.getHttpResponseCode() < SERVER_ERROR;
    }
}
