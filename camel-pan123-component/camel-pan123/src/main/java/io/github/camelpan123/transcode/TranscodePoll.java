package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.consumer.Poll;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * One poll of all videos that may have new results. It queries the known videos while the list of the space is still
 * being read, and returns results while it runs, because a poll of many videos takes long.
 */
final class TranscodePoll implements Poll<FinishedWork> {

    /** Enough to use the limit of 20 calls a second over a slow connection, but few enough not to block other users. */
    private static final int IN_FLIGHT = 4;

    /** How long a poll waits for news before it asks whether the consumer stops. */
    private static final long STOP_CHECK_MILLIS = 250;
    /**
     * Answers that arrive within this time of each other are returned together. The time is short, so that the first
     * results do not wait for all answers of a second.
     */
    private static final long TOGETHER_MILLIS = 50;

    private static final long LONGEST_TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * @param changes the number of changes of the video when it was queried
     * @param results null on failure
     */
    private record Answer(long fileId, int changes, List<TranscodeResult> results, Throwable failure) {}

    private final AccountLease account;
    private final TranscodeSpace space;
    private final TranscodeTracker tracker;
    private final BooleanSupplier goesOn;
    private final Queue<Long> toAsk = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    /** One permit for each answer, for each video that the list adds, and for the end of the list. */
    private final Semaphore news = new Semaphore(0);

    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private int inFlight;
    private volatile boolean listing;
    private volatile boolean ended;
    private volatile boolean answered;

    TranscodePoll(
            AccountLease account,
            TranscodeSpace space,
            TranscodeTracker tracker,
            boolean list,
            BooleanSupplier goesOn) {
        this.account = account;
        this.space = space;
        this.tracker = tracker;
        this.goesOn = goesOn;
        toAsk.addAll(tracker.known());
        if (list) {
            listing = true;
            account.routes().execute(Caller.kept(this::list));
        }
    }

    private void list() {
        try {
            Set<Long> all = new HashSet<>();
            Iterator<FileEntry> entries = space.list();
            while (!ended && failure.get() == null && entries.hasNext()) {
                FileEntry entry = entries.next();
                answered = true;
                // an entry that moves between pages may be listed twice
                if (!entry.directory() && all.add(entry.fileId()) && tracker.listed(entry)) {
                    toAsk.add(entry.fileId());
                    news.release();
                }
            }
            answered = true;
            if (!ended && failure.get() == null) {
                tracker.listedAll(all);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            listing = false;
            news.release();
        }
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause instanceof RuntimeException e ? e : new IllegalStateException(cause));
        toAsk.clear();
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public boolean over() {
        return inFlight == 0 && (failure.get() != null || !listing && toAsk.isEmpty());
    }

    @Override
    public List<FinishedWork> next(int most) {
        List<FinishedWork> found = new ArrayList<>();
        try {
            next(most, found);
        } catch (RuntimeException e) {
            // the results found so far are still returned
            fail(e);
        }
        return found;
    }

    private void next(int most, List<FinishedWork> found) {
        long firstAt = 0;
        ask();
        while (found.size() < most && !over() && goesOn.getAsBoolean()) {
            if (!awaitNews(found.isEmpty() ? STOP_CHECK_MILLIS : TOGETHER_MILLIS)) {
                return;
            }
            boolean first = found.isEmpty();
            Answer answer = answers.poll();
            if (answer != null) {
                take(answer, most, found);
            }
            if (first && !found.isEmpty()) {
                firstAt = System.nanoTime();
            } else if (!found.isEmpty() && System.nanoTime() - firstAt > LONGEST_TOGETHER_NANOS) {
                return;
            }
            ask();
        }
    }

    /** @return false if nothing happened in that time */
    private boolean awaitNews(long millis) {
        try {
            return news.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new IllegalStateException("The poll of the transcode space was interrupted", e));
            inFlight = 0;
            return false;
        }
    }

    private void ask() {
        while (inFlight < IN_FLIGHT && failure.get() == null && goesOn.getAsBoolean()) {
            Long fileId = toAsk.poll();
            if (fileId == null) {
                return;
            }
            tracker.queried(fileId).ifPresent(changes -> {
                inFlight++;
                account.call(TranscodeCalls.result(fileId)).whenComplete((results, cause) -> {
                    answers.add(new Answer(fileId, changes, results, cause));
                    news.release();
                });
            });
        }
    }

    private void take(Answer answer, int most, List<FinishedWork> found) {
        inFlight--;
        if (answer.failure() == null) {
            answered = true;
            found.addAll(tracker.answered(answer.fileId(), answer.changes(), answer.results(), most - found.size()));
            return;
        }
        Throwable cause = Futures.unwrap(answer.failure());
        if (cause instanceof Pan123NotFoundException) {
            tracker.absent(answer.fileId());
        } else if (cause instanceof Pan123Exception refusal && ofThisVideoOnly(refusal)) {
            tracker.refused(answer.fileId(), refusal);
        } else {
            fail(cause);
        }
    }

    private static boolean ofThisVideoOnly(Pan123Exception refusal) {
        return !refusal.isRetriable()
                && refusal.getCode() != 0
                && !(refusal instanceof Pan123TokenException)
                && !(refusal instanceof Pan123CredentialsException);
    }

    @Override
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        // reads the list to its end, because the last entries would never be found if each poll stopped early
        while (listing && failure.get() == null && goesOn.getAsBoolean()) {
            if (!awaitNews(STOP_CHECK_MILLIS) && Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        ended = true;
    }
}
