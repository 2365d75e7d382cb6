package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.cluster.UploadLease;
import io.github.camelpan123.account.cluster.UploadLease.State;
import io.github.camelpan123.api.Pan123UploadTakenOverException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to an upload that nodes take over from each other, by a lease. The lease is extended all the time. Only if
 * that did not succeed for too long, which also a suspended process notices by its monotonic clock, the engine is asked
 * before the next step.
 *
 * <p>If the engine has forgotten the lease, because it lost its state or because another owner has ended the upload
 * meanwhile, the journal tells: who takes it over deletes the files of the owners before.
 */
final class LeasedOwnership implements Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedOwnership.class);

    private final AccountLease account;
    private final UploadLease lease;
    private final JournalFiles files;
    private final UploadRequest request;
    /** The question that is not answered yet, because two at a time would contradict each other. */
    private CompletableFuture<Boolean> asking;

    private boolean lost;
    private boolean ended;

    private LeasedOwnership(AccountLease account, UploadLease lease, JournalFiles files, UploadRequest request) {
        this.account = account;
        this.lease = lease;
        this.files = files;
        this.request = request;
    }

    /**
     * Acquires a lease. Waits without a thread until it is clear whether another owner is alive.
     *
     * @return completes with null if it is
     */
    static CompletableFuture<LeasedOwnership> acquire(
            AccountLease account, UploadLease lease, JournalFiles files, UploadRequest request) {
        EngineWait wait = new EngineWait(account, request);
        return acquire(account, lease, wait)
                .thenApply(held -> held ? new LeasedOwnership(account, lease, files, request) : null);
    }

    private static CompletableFuture<Boolean> acquire(AccountLease account, UploadLease lease, EngineWait wait) {
        return Futures.begin(lease::acquire)
                .exceptionally(noAnswer -> State.WAIT)
                .thenComposeAsync(
                        state -> state == State.WAIT
                                ? wait.then(lease.pause(), () -> acquire(account, lease, wait))
                                : Futures.completed(state == State.HELD),
                        account.routes());
    }

    /** The wait of an upload for the engine, which is bounded by {@code maxWait}. */
    private record EngineWait(AccountLease account, UploadRequest request, long since) {

        EngineWait(AccountLease account, UploadRequest request) {
            this(account, request, System.nanoTime());
        }

        <T> CompletableFuture<T> then(Duration pause, Supplier<CompletableFuture<T>> next) {
            request.requireRunning();
            Duration waited = Duration.ofNanos(System.nanoTime() - since);
            if (account.limits().maxWait().toNanos() > 0
                    && waited.compareTo(account.limits().maxWait()) > 0) {
                throw new Pan123WaitExceededException(
                        null,
                        "The upload of " + request.name() + " waits for its lease, which the engine of the cluster did"
                                + " not grant within maxWait="
                                + account.limits().maxWait().toMillis(),
                        waited);
            }
            return account.delay(pause).thenCompose(over -> next.get());
        }
    }

    long number() {
        return lease.number();
    }

    /** Extends the lease from now on. */
    LeasedOwnership begin() {
        account.delay(lease.renewal()).thenRun(() -> {
            synchronized (this) {
                if (ended || lost) {
                    return;
                }
            }
            ask().whenComplete((held, noAnswer) -> begin());
        });
        return this;
    }

    @Override
    public synchronized boolean sure() {
        return !lost && (ended || lease.valid());
    }

    @Override
    public CompletableFuture<Void> confirmed() {
        return sure() ? Futures.completed(null) : Futures.begin(() -> confirmed(new EngineWait(account, request)));
    }

    private CompletableFuture<Void> confirmed(EngineWait wait) {
        return Futures.recover(ask(), noAnswer -> Futures.completed(null))
                .thenComposeAsync(
                        held -> {
                            if (held == null) {
                                return wait.then(lease.pause(), () -> confirmed(wait));
                            }
                            return held
                                    ? Futures.completed(null)
                                    : Futures.failed(new Pan123UploadTakenOverException(request.name()));
                        },
                        account.routes());
    }

    /** Asks the engine once. Completes with whether this node still has the lease. */
    private CompletableFuture<Boolean> ask() {
        CompletableFuture<Boolean> mine;
        synchronized (this) {
            if (lost || ended) {
                return Futures.completed(!lost);
            }
            if (asking != null) {
                return asking;
            }
            mine = Futures.pending();
            asking = mine;
        }
        Futures.begin(() -> lease.renew(false))
                .thenComposeAsync(
                        state -> state == State.FORGOTTEN && ownFileIsThere()
                                ? lease.renew(true)
                                : Futures.completed(state),
                        account.routes())
                .whenComplete((state, noAnswer) -> {
                    synchronized (this) {
                        asking = null;
                        lost = noAnswer == null && state != State.HELD;
                    }
                    if (noAnswer == null) {
                        mine.complete(state == State.HELD);
                    } else {
                        mine.completeExceptionally(noAnswer);
                    }
                });
        return mine;
    }

    private boolean ownFileIsThere() {
        // opened, because a network file system may answer other questions from its cache
        try (FileChannel opened = FileChannel.open(files.of(lease.number()))) {
            return opened.isOpen();
        } catch (IOException e) {
            LOG.debug("The journal {} is not there any more", files.of(lease.number()), e);
            return false;
        }
    }

    @Override
    public void end() {
        boolean mine;
        CompletableFuture<?> before;
        synchronized (this) {
            if (ended) {
                return;
            }
            mine = sure();
            ended = true;
            before = asking == null ? Futures.completed(null) : asking;
        }
        if (mine) {
            try {
                files.giveUp(lease.number());
            } catch (IOException e) {
                LOG.debug("The journal {} cannot be given up; the next attempt waits", files.free(), e);
            }
        }
        before.whenComplete((held, noAnswer) -> lease.release());
    }
}
