package io.github.camelpan123.account.auth;

import io.github.camelpan123.account.auth.TokenWaiters.Waiting;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.support.Futures;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Manages the token of an account. All callers share one search for a token, and the token is used until shortly before
 * {@code expiredAt}. Without a token, calls wait in their order instead of failing. A refusal counts against the token
 * only if a call that was sent after it is refused too. The token was then invalidated by other logins, and it is
 * replaced at the rate that {@link LoginBudget} allows. If logins do not help, because the platform refuses them or the
 * tokens that they return, every call fails at once and one login per minute is tried.
 */
public final class TokenManager {

    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    /** The interval of searches while logins are not permitted, because another JVM may store a token meanwhile. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** The number of consecutive tokens without any accepted call after which logins are considered useless. */
    private static final int MOST_USELESS = 2;

    private final TokenSource source;
    private final Duration maxWait;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final LoginBudget budget;
    private final TokenWaiters waiting = new TokenWaiters();
    private final HeldToken held;

    private boolean storeMayKnowMore;
    private boolean searching;
    private boolean pausing;
    private Pan123Exception refusal;
    private long lastLogin;
    private boolean closed;

    /**
     * @param source provides tokens
     * @param maxWait how long a call may wait for a token; zero for no bound
     * @param executor runs the continuation of calls that waited
     * @param timer ends the waits; must not be shut down before this manager is closed
     * @param clock determines when tokens expire
     * @param nanos a monotonic clock
     */
    public TokenManager(
            TokenSource source,
            Duration maxWait,
            Executor executor,
            ScheduledExecutorService timer,
            Clock clock,
            LongSupplier nanos) {
        this.source = source;
        this.maxWait = maxWait;
        this.executor = executor;
        this.timer = timer;
        this.held = new HeldToken(clock);
        this.nanos = nanos;
        this.budget = new LoginBudget(nanos);
    }

    /** The permit of one search. */
    private final class Permit implements LoginPermit {
        private boolean taken;

        @Override
        public boolean take() {
            synchronized (TokenManager.this) {
                if (hopeless() || !budget.take()) {
                    return false;
                }
                lastLogin = nanos.getAsLong();
                taken = true;
                return true;
            }
        }

        @Override
        public void giveBack() {
            synchronized (TokenManager.this) {
                if (taken) {
                    taken = false;
                    budget.giveBack();
                }
            }
        }
    }

    /** Starts with an existing token. Returns this manager. */
    public synchronized TokenManager with(AccessToken made) {
        hold(made, false);
        return this;
    }

    /**
     * Waits for a token without a thread.
     *
     * @param owner can end the wait by {@link #abandon}; null for none
     * @param api the call, for error messages
     * @param since when the call was made, in nanoseconds; earlier calls continue first
     * @return completes when there is a token and all earlier calls have continued; fails if no token is available, or
     *     not in time
     */
    public CompletableFuture<Void> await(Object owner, Api api, long since) {
        Waiting mine = null;
        boolean ready;
        boolean search;
        synchronized (this) {
            if (closed) {
                return Futures.failed(new Pan123ShutdownException(api));
            }
            ready = held.usable();
            search = !searching && !held.good();
            Pan123Exception why = ready ? null : noUse(api, since);
            if (why != null) {
                return Futures.failed(why);
            }
            if (!ready || !waiting.isEmpty()) {
                mine = waiting.add(owner, since);
            }
            if (ready && (hopeless() || !budget.untilNext().isZero())) {
                // the current token is used until another login is permitted
                search = false;
            }
            searching |= search;
        }
        if (search) {
            search();
        }
        if (mine == null) {
            return Futures.completed(null);
        }
        endInTime(mine, api);
        if (ready) {
            waiting.release();
        }
        return mine.turn();
    }

    private Pan123Exception noUse(Api api, long since) {
        if (!searching && !storeMayKnowMore && hopeless()) {
            return refusal;
        }
        Duration pause = pausing ? budget.untilNext() : Duration.ZERO;
        Duration expected = pause.plusNanos(nanos.getAsLong() - since);
        return maxWait.isZero() || expected.compareTo(maxWait) <= 0 ? null : tooLong(api, pause);
    }

    private Pan123WaitExceededException tooLong(Api api, Duration expected) {
        return new Pan123WaitExceededException(
                api,
                "A call of " + api.path() + " needs a token of the account, and none is available within maxWait="
                        + maxWait.toMillis() + " ms",
                expected);
    }

    private void endInTime(Waiting mine, Api api) {
        if (maxWait.isZero() || mine.turn().isDone()) {
            return;
        }
        long left = Math.max(0, mine.since() + maxWait.toNanos() - nanos.getAsLong());
        try {
            ScheduledFuture<?> end = timer.schedule(
                    () -> executor.execute(() -> waiting.fail(one -> one == mine, one -> tooLong(api, maxWait))),
                    left,
                    TimeUnit.NANOSECONDS);
            mine.turn().whenComplete((done, failure) -> end.cancel(false));
        } catch (RejectedExecutionException closing) {
            // close() ends the waits
        }
    }

    /** Whether no login is tried at present. */
    private boolean hopeless() {
        return refusal != null && nanos.getAsLong() - lastLogin < BETWEEN_TRIES.toNanos();
    }

    private synchronized boolean usable(AccessToken stored) {
        return held.replaceableBy(stored);
    }

    private void search() {
        Permit permit = new Permit();
        synchronized (this) {
            storeMayKnowMore = false;
        }
        CompletableFuture<Optional<AccessToken>> found;
        try {
            found = Objects.requireNonNull(source.find(this::usable, permit));
        } catch (RuntimeException | Error e) {
            found = Futures.failed(e);
        }
        found.whenComplete((answer, failure) -> ended(
                permit,
                answer,
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    private void ended(Permit permit, Optional<AccessToken> found, Throwable failure) {
        Throwable noToken = failure;
        boolean again = false;
        synchronized (this) {
            pausing = false;
            if (failure == null && found.isPresent()) {
                hold(found.get(), permit.taken);
            } else if (failure instanceof Pan123CredentialsException wrong) {
                refusal = wrong;
            } else if (failure == null && hopeless()) {
                noToken = refusal;
            } else if (failure == null) {
                again = !closed && !waiting.isEmpty();
                pausing = again;
            }
            searching = again;
        }
        if (again) {
            searchLater();
        } else if (noToken != null) {
            Throwable why = noToken;
            waiting.fail(one -> true, one -> why);
        } else if (found.isPresent()) {
            waiting.release();
        }
    }

    private void searchLater() {
        Duration pause;
        synchronized (this) {
            pause = budget.untilNext();
        }
        long delay = Math.min(pause.toNanos(), LOOK_AGAIN.toNanos());
        try {
            timer.schedule(() -> executor.execute(this::searchAgain), delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // close() ends the waits
        }
    }

    private void searchAgain() {
        synchronized (this) {
            if (closed || waiting.isEmpty()) {
                // a login that no call needs could invalidate the token of another program
                searching = false;
                pausing = false;
                return;
            }
        }
        search();
    }

    private void hold(AccessToken fresh, boolean loggedIn) {
        held.hold(fresh, loggedIn);
        refusal = null;
    }

    /** Returns the token for a call that is sent now. */
    public synchronized TokenUse use() {
        return held.use();
    }

    /** Records that the platform answered a call and so accepted its token. */
    public synchronized void accepted(TokenUse use) {
        held.accepted(use);
    }

    /** Records that the platform refused the token of a call. The call may wait for a token and be repeated. */
    public synchronized void refused(TokenUse use, Pan123TokenException why) {
        if (held.refused(use)) {
            storeMayKnowMore = true;
            if (held.useless() >= MOST_USELESS) {
                refusal = why;
            }
        }
    }

    /** Returns what is known about the token. */
    public synchronized TokenState state() {
        return held.state(waiting.size());
    }

    /** Fails all waits of an owner. */
    public void abandon(Object owner) {
        waiting.fail(one -> one.owner() == owner, one -> new Pan123ShutdownException(null));
    }

    /**
     * Fails the waits of an owner if no login is permitted in the time that it has left.
     *
     * @param left how long the owner can still wait
     */
    public void abandonLate(Object owner, Duration left) {
        Duration pause;
        synchronized (this) {
            pause = pausing ? budget.untilNext() : Duration.ZERO;
        }
        if (pause.compareTo(left) > 0) {
            waiting.fail(
                    one -> one.owner() == owner, one -> new Pan123ShutdownException(Api.ACCESS_TOKEN, pause, left));
        }
    }

    /** Fails all waits and rejects later ones. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.fail(one -> true, one -> new Pan123ShutdownException(null));
    }
}
