package io.github.camelpan123.upload;

import io.github.camelpan123.support.ShortText;
import io.github.camelpan123.upload.UploadInFlight.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Remembers the progress of one upload and passes it on. Written by the working threads, read by others. */
final class TrackedUpload implements UploadProgress {

    private static final int LONGEST_FAILURE = 200;

    private final String name;
    private final UploadProgress next;
    private final LongSupplier nanoTime;
    private final Instant since;
    private final long began;
    private volatile At at;
    private volatile long reportedAt;
    private volatile long done;
    private volatile Long ended;
    private volatile String failure;

    /** The begin of a step. */
    private record At(Step step, long size, long began) {}

    /** @param size bytes; -1 if it is unknown */
    TrackedUpload(String name, long size, UploadProgress next, Instant since, LongSupplier nanoTime) {
        this.name = name;
        this.next = next;
        this.nanoTime = nanoTime;
        this.since = since;
        this.began = nanoTime.getAsLong();
        this.at = new At(Step.WAIT, size, began);
        this.reportedAt = began;
    }

    @Override
    public void at(Phase phase, String file, long processed, long total) {
        long now = nanoTime.getAsLong();
        Step step = step(phase);
        if (at.step() != step) {
            at = new At(step, total, now);
        }
        done = processed;
        reportedAt = now;
        next.at(phase, file, processed, total);
    }

    private static Step step(Phase phase) {
        return switch (phase) {
            case HASH -> Step.HASH;
            case SEND -> Step.SEND;
            case VERIFY -> Step.VERIFY;
            case DONE -> Step.DONE;
        };
    }

    /** @param why null after a success */
    void ended(Throwable why) {
        ended = nanoTime.getAsLong();
        if (why != null) {
            failure = ShortText.of(why, LONGEST_FAILURE);
        }
    }

    /** Whether the upload ended longer ago than this. */
    boolean endedBefore(Duration longest) {
        Long end = ended;
        return end != null && nanoTime.getAsLong() - end > longest.toNanos();
    }

    UploadInFlight state() {
        At current = at;
        Long end = ended;
        long now = end == null ? nanoTime.getAsLong() : end;
        long reported = done;
        // what is digested waits for calls, such as a listing of the folder, until its content is sent
        boolean digested = current.step() == Step.HASH && current.size() >= 0 && reported >= current.size();
        Step step = digested ? Step.WAIT : current.step();
        long processed = step == Step.WAIT ? 0 : reported;
        boolean moves = step == Step.HASH || step == Step.SEND;
        long millis = TimeUnit.NANOSECONDS.toMillis(now - current.began());
        return new UploadInFlight(
                name,
                current.size(),
                step,
                processed,
                since,
                Duration.ofNanos(now - began),
                moves && millis > 0 ? processed * 1000 / millis : 0,
                end == null ? Duration.ofNanos(Math.max(0, now - reportedAt)) : Duration.ZERO,
                failure);
    }
}
