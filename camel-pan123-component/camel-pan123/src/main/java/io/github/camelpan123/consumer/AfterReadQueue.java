package io.github.camelpan123.consumer;

import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.consumer.PendingAction.Act;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Runs the after-read actions of files in batches of at most 100 files a call, asynchronously to the polling thread. A
 * full batch is sent at once. A partial batch is sent when no file was added for one second.
 */
final class AfterReadQueue {

    private static final Duration QUIET = Duration.ofSeconds(1);

    /** Receives the outcome of each attempt. Each file is reported exactly once per attempt. */
    interface Outcomes {

        /** The action succeeded, or the file does not exist any more. */
        void done(PendingAction action);

        /** The action failed and must not be retried. */
        void refused(PendingAction action, Throwable why);

        /** The action failed for these files and must be retried. */
        void failed(List<PendingAction> actions, Throwable why);
    }

    private final Function<Duration, CompletableFuture<Void>> delays;
    private final Function<List<PendingAction>, CompletableFuture<List<Throwable>>> actions;
    private final Outcomes outcomes;

    private final Map<Act, List<PendingAction>> waiting = new EnumMap<>(Act.class);
    private final RunningActions running = new RunningActions();
    private boolean timed;
    private long lastAt;

    /** A batch that is being sent. Whoever flushes waits for its end from the moment when it is taken. */
    private record Taken(List<PendingAction> batch, CompletableFuture<Void> ended) {}

    /**
     * @param delays returns a future that ends after a time, or fails if the account closes before
     * @param actions runs the actions of a batch; see {@link AfterReadBatch#act}
     */
    AfterReadQueue(
            Function<Duration, CompletableFuture<Void>> delays,
            Function<List<PendingAction>, CompletableFuture<List<Throwable>>> actions,
            Outcomes outcomes) {
        this.delays = delays;
        this.actions = actions;
        this.outcomes = outcomes;
    }

    /** Queues the after-read action of a file, unless it is already queued or running. */
    void add(PendingAction action) {
        if (!action.take()) {
            return;
        }
        Taken full = null;
        synchronized (this) {
            lastAt = System.nanoTime();
            List<PendingAction> batch = waiting.computeIfAbsent(action.act(), act -> new ArrayList<>());
            batch.add(action);
            if (batch.size() >= FileCalls.BATCH) {
                full = taken(waiting.remove(action.act()));
            } else if (!timed) {
                timed = true;
                sendAfter(QUIET);
            }
        }
        if (full != null) {
            send(full);
        }
    }

    private void sendAfter(Duration quiet) {
        delays.apply(quiet).whenComplete((over, closing) -> {
            if (closing != null) {
                return;
            }
            synchronized (this) {
                long left = QUIET.toNanos() - (System.nanoTime() - lastAt);
                timed = !waiting.isEmpty() && left > 0;
                if (timed) {
                    sendAfter(Duration.ofNanos(left));
                    return;
                }
            }
            sendWaiting();
        });
    }

    /** Sends the actions of these files at once, except those that are already queued or running. */
    void retry(Collection<PendingAction> actions) {
        List<PendingAction> free = actions.stream().filter(PendingAction::take).toList();
        for (Act act : Act.values()) {
            List<PendingAction> ofAct =
                    free.stream().filter(one -> one.act() == act).toList();
            for (int from = 0; from < ofAct.size(); from += FileCalls.BATCH) {
                List<PendingAction> batch = ofAct.subList(from, Math.min(ofAct.size(), from + FileCalls.BATCH));
                send(taken(batch));
            }
        }
    }

    /**
     * Sends all queued actions.
     *
     * @param await whether to wait, at most five seconds, until all running actions have ended
     */
    void flush(boolean await) {
        sendWaiting();
        if (await) {
            running.await();
        }
    }

    private void sendWaiting() {
        List<Taken> batches;
        synchronized (this) {
            batches = waiting.values().stream().map(this::taken).toList();
            waiting.clear();
        }
        batches.forEach(this::send);
    }

    private Taken taken(List<PendingAction> batch) {
        return new Taken(batch, running.add());
    }

    private void send(Taken taken) {
        Caller.NOBODY
                .run(() -> Futures.begin(() -> actions.apply(taken.batch())))
                .whenComplete((outcome, failure) -> {
                    try {
                        settle(taken.batch(), outcome, failure);
                    } finally {
                        taken.ended().complete(null);
                    }
                });
    }

    private void settle(List<PendingAction> batch, List<Throwable> outcome, Throwable failure) {
        if (failure == null) {
            settle(batch, outcome);
        } else {
            // says nothing about any of the files, whatever it is
            failed(batch, Futures.unwrap(failure));
        }
    }

    private void settle(List<PendingAction> batch, List<Throwable> outcome) {
        List<PendingAction> again = new ArrayList<>();
        Throwable why = null;
        for (int i = 0; i < batch.size(); i++) {
            PendingAction one = batch.get(i);
            Throwable cause = Futures.unwrap(outcome.get(i));
            if (cause == null || cause instanceof Pan123NotFoundException) {
                one.end();
                outcomes.done(one);
            } else if (cause instanceof Pan123NameConflictException) {
                one.end();
                outcomes.refused(one, cause);
            } else {
                again.add(one);
                why = why == null ? cause : why;
            }
        }
        if (!again.isEmpty()) {
            failed(again, why);
        }
    }

    private void failed(List<PendingAction> batch, Throwable why) {
        batch.forEach(PendingAction::giveBack);
        outcomes.failed(batch, why);
    }
}
