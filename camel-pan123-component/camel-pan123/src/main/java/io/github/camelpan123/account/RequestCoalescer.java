package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123WriteBannedException;
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
 * Joins calls on single things while they wait for their turn: what came together goes out as one call, and each gets
 * its own outcome. A lone one waits for nothing; who comes while a call is under way waits for its answer, but not long,
 * so that a busy route spends few calls of the account's budget. When the platform refuses a whole call for good, it may be sent again
 * in halves, so that only the one that is to blame fails.
 *
 * @param <I> what is asked about, such as an id
 * @param <A> the answer of the joint call
 * @param <R> the outcome of one of them
 */
public final class RequestCoalescer<I, A, R> {

    /**
     * What happens between a refusal and the halves.
     *
     * @param <I> what was asked about
     * @param <R> the outcome of one of them
     */
    @FunctionalInterface
    public interface BeforeHalves<I, R> {

        /** Finds those of the refused that need not go out again, each with its outcome; no others. */
        CompletableFuture<Map<I, R>> settled(List<I> refused);
    }

    /** How long at most something waits for others because a call is under way. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

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
    private int underWay;

    /**
     * @param most how many things one call takes
     * @param joint the call for several
     * @param outcome reads the outcome of one; may throw what it failed with
     * @param beforeHalves asked before a refused call is sent again in halves; null when it is never
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
     * Joins; what the platform refuses is told to all who joined.
     *
     * @param most how many things one call takes
     * @param joint the call for several
     * @param outcome reads the outcome of one; may throw what it failed with
     */
    public static <I, A, R> RequestCoalescer<I, A, R> whole(
            AccountLease account, Api api, int most, Function<List<I>, ApiCall<A>> joint, BiFunction<A, I, R> outcome) {
        return new RequestCoalescer<>(account, api, most, joint, outcome, null);
    }

    /** Joins; what the platform refuses for good is sent again in halves at once. Parameters as in {@link #whole}. */
    public static <I, A, R> RequestCoalescer<I, A, R> halving(
            AccountLease account, Api api, int most, Function<List<I>, ApiCall<A>> joint, BiFunction<A, I, R> outcome) {
        return halving(account, api, most, joint, outcome, refused -> CompletableFuture.completedFuture(Map.of()));
    }

    /**
     * Joins; what the platform refuses for good is sent again in halves after a look at what was done all the same.
     * Other parameters as in {@link #whole}.
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
        private final Map<I, CompletableFuture<R>> members = new LinkedHashMap<>();
        private boolean submitted;

        /** Nobody joins any more once the call goes out. */
        private ApiCall<A> close() {
            synchronized (RequestCoalescer.this) {
                if (open == this) {
                    open = null;
                }
                return joint.apply(List.copyOf(members.keySet()));
            }
        }
    }

    /** Asks for one; it joins those that wait. */
    public CompletableFuture<R> submit(I one) {
        return submitAll(List.of(one)).get(0);
    }

    /**
     * Asks for many; they join those that wait. What fills a call goes out at once.
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
            boolean idle = underWay == 0;
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
            account.delay(PATIENCE).whenComplete((over, closing) -> submit(mine));
        }
        return answers;
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
        CompletableFuture<R> answer = new CompletableFuture<>();
        open.members.put(one, answer);
        return answer;
    }

    /** Once, whoever comes first: time, an answer, or the last one that fits in. */
    private void submit(Batch batch) {
        synchronized (this) {
            if (batch.submitted) {
                return;
            }
            batch.submitted = true;
        }
        send(batch);
    }

    private void send(Batch batch) {
        synchronized (this) {
            underWay++;
        }
        Futures.begin(() -> account.call(api, batch::close)).whenComplete((answer, failure) -> {
            Map<I, CompletableFuture<R>> members;
            Batch waiting;
            synchronized (this) {
                underWay--;
                // one that never went out was never closed
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
            // an error too: the others behind this one must not wait for ever
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
     * Only a refusal of this very call can be the fault of one of its members; sending less does not help against
     * anything else.
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
