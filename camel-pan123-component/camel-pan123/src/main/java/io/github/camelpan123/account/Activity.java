package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123VerifyingException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.support.ShortText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and remembers what an account did, for those who look at it. Recording never waits for a reader. */
final class Activity {

    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);

    private static final int MOST_FAILURES = 20;
    private static final int LONGEST_MESSAGE = 500;
    private static final int DIGITS_SHOWN = 4;

    private final String label;
    private final Clock clock;
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final Map<Api, Batches> batches = new ConcurrentHashMap<>();
    private final Deque<CallFailure> failures = new ArrayDeque<>();
    private volatile UserInfo user;
    private volatile Instant userAt;
    private final AtomicReference<Refusal> banned = new AtomicReference<>();

    private static final class Batches {
        private final LongAdder calls = new LongAdder();
        private final LongAdder items = new LongAdder();
    }

    /** A refusal that holds until the same call succeeds. */
    private record Refusal(Api api, CallFailure failure) {}

    Activity(String label, Clock clock) {
        this.label = label;
        this.clock = clock;
    }

    void sent(long bytes) {
        bytesSent.add(bytes);
    }

    void received(long bytes) {
        bytesReceived.add(bytes);
    }

    void batch(Api api, int items) {
        Batches counted = batches.computeIfAbsent(api, any -> new Batches());
        counted.calls.increment();
        counted.items.add(items);
    }

    /** Records an answer of the platform. */
    void answered(Api api, Object answer) {
        if (answer instanceof UserInfo told) {
            userAt = clock.instant();
            user = told;
        }
        Refusal ban = banned.get();
        if (ban != null && ban.api() == api && banned.compareAndSet(ban, null)) {
            LOG.info("The account {} may make the call {} again", label, api.path());
        }
    }

    /** Records the final failure of a call. */
    void failed(Api api, Throwable failure) {
        if (failure instanceof Pan123ShutdownException || expected(api, failure)) {
            return;
        }
        CallFailure seen = describe(api, failure);
        add(seen);
        if (failure instanceof Pan123WriteBannedException) {
            if (banned.getAndSet(new Refusal(api, seen)) == null) {
                LOG.warn(
                        "The platform has banned the account {} from the call {}: {}",
                        label,
                        api.path(),
                        seen.message());
            }
        }
    }

    /** Whether a refusal is an answer that the caller has reckoned with. */
    private static boolean expected(Api api, Throwable failure) {
        return failure instanceof Pan123VerifyingException
                || api == Api.MKDIR && failure instanceof Pan123NameConflictException;
    }

    private CallFailure describe(Api api, Throwable failure) {
        Instant now = clock.instant();
        Pan123Exception typed = failure instanceof Pan123Exception e ? e : null;
        Api refused = typed == null || typed.getApi() == null
                ? api
                // a call also fails because of the login before it
                : Api.find(typed.getApi()).orElse(api);
        return new CallFailure(
                refused == null ? null : refused.shortName(),
                typed == null ? 0 : typed.getCode(),
                typed == null ? 0 : typed.getHttpResponseCode(),
                failure.getClass().getSimpleName(),
                ShortText.of(failure, LONGEST_MESSAGE),
                typed == null ? "" : typed.getTraceId(),
                now,
                now,
                1);
    }

    private void add(CallFailure failure) {
        synchronized (failures) {
            CallFailure same =
                    failures.stream().filter(failure::sameKind).findFirst().orElse(null);
            if (same != null) {
                failures.remove(same);
            } else if (failures.size() == MOST_FAILURES) {
                failures.removeLast();
            }
            failures.addFirst(same == null ? failure : failure.after(same));
        }
    }

    List<CallFailure> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    BatchFigures batches(Api api) {
        Batches counted = batches.get(api);
        return counted == null
                ? new BatchFigures(api.shortName(), 0, 0)
                : new BatchFigures(api.shortName(), counted.calls.sum(), counted.items.sum());
    }

    List<BatchFigures> batches() {
        return batches.keySet().stream()
                .map(this::batches)
                .sorted(Comparator.comparing(BatchFigures::shortName))
                .toList();
    }

    long bytesSent() {
        return bytesSent.sum();
    }

    long bytesReceived() {
        return bytesReceived.sum();
    }

    /** Returns the last digits of the ID of the account; null if it is unknown. */
    String userId() {
        UserInfo known = user;
        if (known == null) {
            return null;
        }
        String id = Long.toString(known.uid());
        return "***" + id.substring(Math.max(id.length() / 2, id.length() - DIGITS_SHOWN));
    }

    /** @param downloadsPausedUntil null if downloads are not paused */
    AccountState.Seen seen(Instant downloadsPausedUntil) {
        Refusal ban = banned.get();
        UserInfo known = user;
        return new AccountState.Seen(
                ban == null ? null : ban.failure(),
                downloadsPausedUntil,
                known == null
                        ? null
                        : new AccountState.Space(
                                known.spaceUsed(),
                                known.spacePermanent() + known.spaceTemp(),
                                known.directTraffic(),
                                userAt));
    }
}
