package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AccountCalls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A call of the platform on request, at most one a minute. Requests within that minute get the result of the last call.
 */
final class AccountProbe {

    private static final long BETWEEN = TimeUnit.MINUTES.toNanos(1);
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final Supplier<CompletableFuture<?>> call;
    private final LongSupplier nanoTime;
    private long calledAt;
    private Result last;

    /**
     * The result of a call.
     *
     * @param at when it was asked
     * @param failure null if the platform has answered
     */
    record Result(Instant at, Throwable failure) {

        String text() {
            return at.truncatedTo(ChronoUnit.SECONDS) + " "
                    + (failure == null ? "The platform answers" : failure.getMessage());
        }
    }

    AccountProbe(Supplier<CompletableFuture<?>> call, LongSupplier nanoTime) {
        this.call = call;
        this.nanoTime = nanoTime;
    }

    /** Asks for the account and its space. */
    static AccountProbe ofAccount(Supplier<AccountLease> account) {
        return new AccountProbe(() -> account.get().call(AccountCalls.userInfo()), System::nanoTime);
    }

    /** Asks for a token, which costs a call only if there is none. */
    static AccountProbe ofToken(Supplier<AccountLease> account) {
        return new AccountProbe(() -> account.get().token(), System::nanoTime);
    }

    /** Calls the platform, or returns the result of a call less than a minute ago. Waits ten seconds at most. */
    synchronized Result result() {
        long now = nanoTime.getAsLong();
        if (last == null || now - calledAt > BETWEEN) {
            calledAt = now;
            last = new Result(Instant.now(), failure());
        }
        return last;
    }

    private Throwable failure() {
        try {
            call.get().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            return new TimeoutException("No answer after " + LONGEST_WAIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
