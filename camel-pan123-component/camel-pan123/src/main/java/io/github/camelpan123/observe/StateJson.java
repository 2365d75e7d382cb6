package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.account.BatchFigures;
import io.github.camelpan123.account.CallFailure;
import io.github.camelpan123.account.OperationFigures;
import io.github.camelpan123.account.auth.TokenState;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.consumer.ConsumerState;
import io.github.camelpan123.transcode.TranscodeJobState;
import io.github.camelpan123.upload.UploadInFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * The state of the component as JSON. Times are in ISO 8601, ages and waits in milliseconds, sizes in bytes. A member
 * whose value is unknown is left out.
 */
public final class StateJson {

    private final Instant now;

    private StateJson(Instant now) {
        this.now = now;
    }

    /** Returns the state as an object with the members {@code at}, {@code accounts} and {@code consumers}. */
    public static JsonObject of(ComponentState state) {
        StateJson json = new StateJson(state.at());
        JsonObject all = new JsonObject();
        all.put("at", state.at().toString());
        all.put("accounts", array(state.accounts(), json::account));
        all.put("consumers", array(state.consumers(), json::consumer));
        return all;
    }

    private static <T> JsonArray array(Collection<T> all, Function<T, JsonObject> one) {
        JsonArray array = new JsonArray();
        all.forEach(element -> array.add(one.apply(element)));
        return array;
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value instanceof Instant time ? time.toString() : value);
        }
    }

    private void time(JsonObject json, String name, String age, Instant time) {
        if (time != null) {
            json.put(name, time.toString());
            json.put(age, Math.max(0, Duration.between(time, now).toMillis()));
        }
    }

    private JsonObject account(AccountView view) {
        AccountState account = view.account();
        JsonObject json = new JsonObject();
        json.put("account", account.label());
        json.put("baseUrl", account.baseUrl().toString());
        put(json, "userId", account.userId());
        json.put("tier", tier(account.tier()));
        json.put("tierFrom", tierFrom(account.tier()));
        json.put("token", token(account.token()));
        json.put("seen", seen(account.seen()));
        if (account.cluster() != null) {
            JsonObject cluster = new JsonObject();
            cluster.put("type", account.cluster().type().name());
            time(cluster, "lostSince", "lostMillis", account.cluster().lostSince());
            json.put("cluster", cluster);
        }
        json.put("queues", array(account.queues(), queue -> queue(queue, account.operations(queue))));
        json.put("batches", array(account.batches(), this::batch));
        JsonObject requests = new JsonObject();
        requests.put("inFlight", account.uploadRequests().inFlight());
        requests.put("waiting", account.uploadRequests().waiting());
        requests.put("most", account.uploadRequests().most());
        json.put("uploadRequests", requests);
        json.put("bytesSent", account.bytesSent());
        json.put("bytesReceived", account.bytesReceived());
        json.put("uploadsInFlight", view.uploadsInFlight());
        json.put("uploadsSucceeded", view.uploadsSucceeded());
        json.put("uploadsFailed", view.uploadsFailed());
        json.put("uploads", array(view.uploads(), this::upload));
        json.put("uploadsEnded", array(view.uploadsEnded(), this::upload));
        json.put("jobsUnfinished", view.jobsUnfinished());
        json.put("jobs", array(view.jobs(), this::job));
        json.put("failures", array(account.failures(), this::failure));
        return json;
    }

    private static String tier(AccountState.TierInForce tier) {
        return switch (tier) {
            case VIP, VIP_BY_ACCOUNT -> "vip";
            default -> "free";
        };
    }

    private static String tierFrom(AccountState.TierInForce tier) {
        return switch (tier) {
            case FREE, VIP -> "option";
            case FREE_BY_ACCOUNT, VIP_BY_ACCOUNT -> "platform";
            case FREE_UNTIL_KNOWN -> "assumed";
        };
    }

    private JsonObject token(TokenState token) {
        JsonObject json = new JsonObject();
        json.put("source", token.source().name().toLowerCase(Locale.ROOT));
        time(json, "heldSince", "ageMillis", token.heldSince());
        put(json, "expiresAt", token.expiresAt());
        json.put("waiting", token.waiting());
        return json;
    }

    private JsonObject seen(AccountState.Seen seen) {
        JsonObject json = new JsonObject();
        if (seen.writeBanned() != null) {
            json.put("writeBanned", failure(seen.writeBanned()));
        }
        put(json, "downloadsPausedUntil", seen.downloadsPausedUntil());
        if (seen.space() != null) {
            JsonObject space = new JsonObject();
            space.put("used", seen.space().used());
            space.put("total", seen.space().total());
            space.put("free", seen.space().free());
            space.put("directTraffic", seen.space().directTraffic());
            time(space, "at", "ageMillis", seen.space().at());
            json.put("space", space);
        }
        return json;
    }

    private JsonObject queue(QueueFigures queue, List<OperationFigures> operations) {
        JsonObject json = new JsonObject();
        json.put("api", queue.shortName());
        json.put("path", queue.path());
        json.put("limit", queue.limit());
        json.put("documented", queue.documented());
        json.put("permits", queue.permits());
        json.put("periodMillis", queue.period().toMillis());
        json.put("permitsNow", queue.permitsNow());
        json.put("used", queue.used());
        json.put("waiting", queue.waiting());
        json.put("inFlight", queue.inFlight());
        if (queue.expectedWait() != null) {
            json.put("expectedWaitMillis", queue.expectedWait().toMillis());
        }
        json.put("sent", queue.sent());
        json.put("refused", queue.refused());
        json.put("backOffMillis", queue.backOff().toMillis());
        json.put("stalledMillis", queue.stalled().toMillis());
        json.put("paused", queue.paused());
        json.put("operations", array(operations, this::operation));
        return json;
    }

    private JsonObject operation(OperationFigures operation) {
        JsonObject json = new JsonObject();
        json.put("operation", operation.operation());
        json.put("waiting", operation.waiting());
        json.put("sent", operation.sent());
        return json;
    }

    private JsonObject batch(BatchFigures batch) {
        JsonObject json = new JsonObject();
        json.put("api", batch.shortName());
        json.put("batches", batch.batches());
        json.put("items", batch.items());
        json.put("meanSize", Math.round(batch.meanSize() * 10) / 10.0);
        return json;
    }

    private JsonObject upload(UploadInFlight upload) {
        JsonObject json = new JsonObject();
        json.put("name", upload.name());
        if (upload.size() >= 0) {
            json.put("size", upload.size());
        }
        json.put("step", upload.step().name().toLowerCase(Locale.ROOT));
        json.put("done", upload.done());
        json.put("bytesPerSecond", upload.bytesPerSecond());
        json.put("since", upload.since().toString());
        json.put("ageMillis", upload.age().toMillis());
        json.put("idleMillis", upload.idle().toMillis());
        put(json, "failure", upload.failure());
        return json;
    }

    private JsonObject job(TranscodeJobState job) {
        JsonObject json = new JsonObject();
        json.put("fileId", job.fileId());
        json.put("name", job.fileName());
        json.put("resolution", job.resolution());
        json.put("state", job.state().name().toLowerCase(Locale.ROOT));
        time(json, "since", "ageMillis", job.since());
        time(json, "stateSince", "stateAgeMillis", job.stateSince());
        time(json, "seenAt", "seenAgeMillis", job.seenAt());
        put(json, "reason", job.reason());
        return json;
    }

    private JsonObject failure(CallFailure failure) {
        JsonObject json = new JsonObject();
        put(json, "api", failure.api());
        json.put("code", failure.code());
        json.put("httpStatus", failure.httpStatus());
        json.put("type", failure.type());
        json.put("message", failure.message());
        json.put("traceId", failure.traceId());
        json.put("times", failure.times());
        time(json, "firstAt", "firstAgeMillis", failure.firstAt());
        time(json, "at", "ageMillis", failure.lastAt());
        return json;
    }

    private JsonObject consumer(ConsumerState consumer) {
        JsonObject json = new JsonObject();
        put(json, "routeId", consumer.routeId());
        json.put("subject", consumer.subject());
        json.put("running", consumer.running());
        json.put("failing", consumer.failing());
        json.put("startedAt", consumer.startedAt().toString());
        time(json, "lastGoodPoll", "lastGoodPollAgeMillis", consumer.lastGoodPoll());
        time(json, "lastFailedPoll", "lastFailedPollAgeMillis", consumer.lastFailedPoll());
        put(json, "lastFailure", consumer.lastFailure());
        json.put("polls", consumer.polls());
        json.put("inProgress", consumer.inProgress());
        json.put("backlog", consumer.backlog());
        json.put("givenUp", consumer.givenUp());
        return json;
    }
}
