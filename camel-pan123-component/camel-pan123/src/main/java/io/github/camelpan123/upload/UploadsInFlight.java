package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The uploads of an account that are in progress, and the last ones that ended. */
public final class UploadsInFlight {

    private static final int MOST_ENDED = 20;
    private static final Duration ENDED_SHOWN = Duration.ofMinutes(1);

    private final Clock clock = Clock.systemUTC();
    private final Set<TrackedUpload> uploads = ConcurrentHashMap.newKeySet();
    private final Deque<TrackedUpload> ended = new ArrayDeque<>(MOST_ENDED + 1);
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** Returns the uploads of all users of an account. */
    public static UploadsInFlight of(AccountLease account) {
        return account.shared(UploadsInFlight.class, UploadsInFlight::new);
    }

    TrackedUpload begin(UploadRequest request) {
        TrackedUpload upload = new TrackedUpload(
                request.name(),
                request.body().size().orElse(-1),
                request.progress(),
                clock.instant(),
                System::nanoTime);
        uploads.add(upload);
        return upload;
    }

    /** @param why null after a success */
    void end(TrackedUpload upload, Throwable why) {
        upload.ended(why);
        (why == null ? succeeded : failed).incrementAndGet();
        uploads.remove(upload);
        synchronized (ended) {
            ended.addFirst(upload);
            if (ended.size() > MOST_ENDED) {
                ended.removeLast();
            }
        }
    }

    /** Returns the number of uploads in progress. */
    public int count() {
        return uploads.size();
    }

    /** Returns the number of uploads that succeeded. */
    public long succeeded() {
        return succeeded.get();
    }

    /** Returns the number of uploads that failed. */
    public long failed() {
        return failed.get();
    }

    /** Returns some uploads in progress, those first that have got furthest. */
    public List<UploadInFlight> current(int most) {
        return uploads.stream()
                .map(TrackedUpload::state)
                .sorted(Comparator.comparing(UploadInFlight::step)
                        .thenComparing(UploadInFlight::age)
                        .reversed())
                .limit(most)
                .toList();
    }

    /** Returns the uploads that ended within the last minute, the latest first, 20 at most. */
    public List<UploadInFlight> ended() {
        List<TrackedUpload> last;
        synchronized (ended) {
            last = new ArrayList<>(ended);
        }
        return last.stream()
                .filter(upload -> !upload.endedBefore(ENDED_SHOWN))
                .map(TrackedUpload::state)
                .toList();
    }
}
