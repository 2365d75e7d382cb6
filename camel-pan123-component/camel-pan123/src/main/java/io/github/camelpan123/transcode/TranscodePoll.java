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
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One poll of all videos that may have new results. It queries the known videos while the list of the space is still
 * being read, and returns results while it runs, because a poll of many videos takes long.
 */
final class TranscodePoll implements Poll<FinishedWork> {

    /** Enough to use the limit of 20 calls a second over a slow connection, but few enough not to block other users. */
    private static final int IN_FLIGHT = 4;

    private static final long PATIENCE_MILLIS = 250;
    /**
     * Answers that arrive within this time of each other are returned together. The time is short, so that the first
     * results do not wait for all answers of a second.
     */
    private static final long TOGETHER_MILLIS = 50;

    private static final long LONGEST_TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** @param results null on failure; null together with {@code failure} if only the list progressed */
    private record Answer(long fileId, List<TranscodeResult> results, Throwable failure) {}

    private static final Answer LIST_WENT_ON = new Answer(0, null, null);

    private final AccountLease account;
    private final TranscodeSpace space;
    private final TranscodeTracker tracker;
    private final BooleanSupplier goesOn;
    private final Queue<Long> toAsk = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private int inFlight;
    private volatile boolean listing;
    private volatile boolean ended;
    private volatile boolean answered;
    private volatile RuntimeException failure;

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
            account.routes().execute(this::list);
        }
    }

    private void list() {
        try {
            Set<Long> all = new HashSet<>();
            Iterator<FileEntry> entries = space.list();
            while (!ended && failure == null && entries.hasNext()) {
                FileEntry entry = entries.next();
                answered = true;
                // an entry that moves between pages may be listed twice
                if (!entry.directory() && all.add(entry.fileId()) && tracker.listed(entry)) {
                    toAsk.add(entry.fileId());
                    answers.add(LIST_WENT_ON);
                }
            }
            answered = true;
            if (!ended && failure == null) {
                tracker.listedAll(all);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            listing = false;
            answers.add(LIST_WENT_ON);
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
        }
        toAsk.clear();
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public boolean over() {
        return inFlight == 0 && (failure != null || !listing && toAsk.isEmpty());
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
            Answer answer = poll(found.isEmpty() ? PATIENCE_MILLIS : TOGETHER_MILLIS);
            if (answer == null) {
                return;
            }
            boolean first = found.isEmpty();
            take(answer, most, found);
            if (first && !found.isEmpty()) {
                firstAt = System.nanoTime();
            } else if (!found.isEmpty() && System.nanoTime() - firstAt > LONGEST_TOGETHER_NANOS) {
                return;
            }
            ask();
        }
    }

    private Answer poll(long millis) {
        try {
            return answers.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new IllegalStateException("The poll of the transcode space was interrupted", e));
            inFlight = 0;
            return null;
        }
    }

    private void ask() {
        while (inFlight < IN_FLIGHT && failure == null && goesOn.getAsBoolean()) {
            Long fileId = toAsk.poll();
            if (fileId == null) {
                return;
            }
            if (tracker.asking(fileId)) {
                inFlight++;
                account.call(TranscodeCalls.result(fileId))
                        .whenComplete((results, cause) -> answers.add(new Answer(fileId, results, cause)));
            }
        }
    }

    private void take(Answer answer, int most, List<FinishedWork> found) {
        if (answer.results() == null && answer.failure() == null) {
            return;
        }
        inFlight--;
        if (answer.failure() == null) {
            answered = true;
            found.addAll(tracker.newWork(answer.fileId(), answer.results(), most - found.size()));
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
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        // reads the list to its end, because the last entries would never be found if each poll stopped early
        while (listing && failure == null && goesOn.getAsBoolean()) {
            if (poll(PATIENCE_MILLIS) == null && Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        ended = true;
    }
}
