package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.consumer.Claims;
import io.github.camelpan123.consumer.Reporter;
import io.github.camelpan123.consumer.RunningActions;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs the after-read actions of videos, asynchronously to the polling thread. A mark in the idempotent repository
 * tells a later process that something of a video was read and that its action is pending.
 */
final class AfterReadActions {

    /** The polls before a mark is acted on, because the process that wrote it may be about to run the action itself. */
    private static final int MARKED_POLLS = 3;
    /**
     * The concurrent actions, each for one video. The platform completes this many within the time that a stopping
     * context waits.
     */
    private static final int MOST_RUNNING = 50;

    private final AccountLease account;
    private final TranscodeSpace space;
    private final TranscodeConsumerOptions options;
    private final FinishedResults finished;
    private final TranscodeMemory memory;
    private final Claims claims;
    private final Reporter reporter;
    private final Consumer<TrackedVideo> ended;
    private final RunningActions running = new RunningActions();

    /** @param ended called when an action of a video succeeded or failed, on a thread that may wait */
    AfterReadActions(
            TranscodeSpace space,
            TranscodeConsumerOptions options,
            FinishedResults finished,
            TranscodeMemory memory,
            Claims claims,
            Reporter reporter,
            Consumer<TrackedVideo> ended) {
        this.account = space.account();
        this.space = space;
        this.options = options;
        this.finished = finished;
        this.memory = memory;
        this.claims = claims;
        this.reporter = reporter;
        this.ended = ended;
    }

    /** Whether the options ask for an action. */
    boolean wanted() {
        return options.afterRead() != AfterRead.none;
    }

    static String mark(long fileId) {
        return fileId + "/after-read";
    }

    /** Whether the action of a video may start now. The caller guards the video. */
    boolean mayStart(TrackedVideo video) {
        return wanted() && video.mayAct(space.starts(video.fileId()));
    }

    /**
     * Runs the action of a video asynchronously, or synchronously if too many run already. It queries the results again
     * first, because the last answer may be outdated. Does nothing if the action has begun already, or if an exchange
     * got a result meanwhile.
     */
    void start(TrackedVideo video) {
        int changes;
        synchronized (memory) {
            if (!mayStart(video)) {
                return;
            }
            video.actionStarted();
            changes = video.changes();
        }
        CompletableFuture<Void> acted = running.add();
        Caller.NOBODY.run(() -> act(video, changes)).whenComplete((done, failure) -> acted.complete(null));
        if (running.count() > MOST_RUNNING) {
            Futures.join(acted);
        }
    }

    private CompletableFuture<Void> act(TrackedVideo video, int changes) {
        return Futures.begin(() -> account.call(TranscodeCalls.result(video.fileId())))
                .thenCompose(now -> unchanged(video, changes, now)
                        ? account.call(TranscodeCalls.delete(video.fileId(), options.afterRead() == AfterRead.delete))
                                .thenApply(done -> true)
                        : Futures.completed(false))
                .handleAsync(
                        (taken, failure) -> {
                            ended(video, taken, Futures.unwrap(failure));
                            return null;
                        },
                        account.routes());
    }

    /** Whether everything that the platform returned now has been delivered. */
    private boolean unchanged(TrackedVideo video, int changes, List<TranscodeResult> now) {
        synchronized (memory) {
            if (video.changes() != changes) {
                return false;
            }
            Collection<TranscodeResult> newest =
                    FinishedResults.newest(video, now).values();
            List<TranscodeResult> awaited = newest.stream()
                    .filter(result -> video.wanted() == null || video.wanted().containsKey(result.resolution()))
                    .toList();
            return FinishedResults.allFinal(newest)
                    && finished.works(video, awaited).stream().allMatch(work -> video.isDelivered(work.key()));
        }
    }

    private void ended(TrackedVideo video, Boolean taken, Throwable failure) {
        // a missing video is the intended result
        boolean done = failure == null ? taken : failure instanceof Pan123NotFoundException;
        String name;
        synchronized (memory) {
            video.actionEnded(done);
            name = video.name();
        }
        if (done) {
            String mark = mark(video.fileId());
            reporter.guard(
                    "Cannot remove the mark of video " + video.fileId()
                            + " from the idempotent repository; retrying at the next poll",
                    () -> claims.unmark(mark, mark));
        } else if (failure != null && !account.ending()) {
            reporter.report(
                    "afterRead=" + options.afterRead() + " failed for video " + video.fileId() + " " + name
                            + ", and is tried again at the next poll",
                    failure);
        }
        ended.accept(video);
    }

    /** Whether the mark of a video says whether an earlier process has left its action to this one. */
    boolean asksForMarks() {
        return wanted() && options.repository() != null;
    }

    /**
     * Checks the mark of a video. An earlier process may have read the whole video without running the action.
     *
     * @throws RuntimeException if the repository throws it
     */
    void checkMark(TrackedVideo video) {
        synchronized (memory) {
            if (!asksForMarks() || !video.mayHaveMark()) {
                return;
            }
        }
        boolean marked = claims.marked(mark(video.fileId()));
        synchronized (memory) {
            video.markChecked(marked, MARKED_POLLS);
        }
    }

    /** Waits for the running actions, at most five seconds. */
    void await() {
        running.await();
    }
}
