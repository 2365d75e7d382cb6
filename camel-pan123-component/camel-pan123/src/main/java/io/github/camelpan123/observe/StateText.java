package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.account.CallFailure;
import io.github.camelpan123.account.OperationFigures;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.consumer.ConsumerState;
import io.github.camelpan123.transcode.TranscodeJobState;
import io.github.camelpan123.upload.UploadInFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of the component as text for people, at most 100 columns wide. */
public final class StateText {

    private static final int WIDTH = 100;
    private static final int INDENT = 6;
    private static final int BAR = 20;
    private static final int CALL = 24;
    private static final int NAME = 32;
    private static final int STALLED_SECONDS = 30;

    private final Instant now;
    private final StringBuilder text = new StringBuilder();

    private StateText(Instant now) {
        this.now = now;
    }

    /** Returns the state as lines. */
    public static String of(ComponentState state) {
        StateText all = new StateText(state.at());
        all.line("At %s", state.at().truncatedTo(ChronoUnit.SECONDS));
        if (state.accounts().isEmpty()) {
            all.line("No account is in use.");
        }
        state.accounts().forEach(all::account);
        if (!state.consumers().isEmpty()) {
            all.line("");
            all.line("Consumers");
            state.consumers().forEach(all::consumer);
        }
        return all.text.toString();
    }

    private void line(String format, Object... values) {
        String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        text.append(TextCells.shorten(line, WIDTH)).append('\n');
    }

    /** Adds indented lines. */
    private void paragraph(String all) {
        TextCells.wrap(all, WIDTH - INDENT).forEach(part -> line(" ".repeat(INDENT) + "%s", part));
    }

    private void account(AccountView view) {
        AccountState account = view.account();
        line("");
        line(
                "Account %s at %s%s",
                account.label(), account.baseUrl(), account.userId() == null ? "" : ", user " + account.userId());
        line("  Limits:  %s", tier(account.tier()));
        line("  Token:   %s", token(account));
        seen(account.seen());
        cluster(account.cluster());
        line(
                "  Bytes:   %s sent, %s received",
                TextCells.bytes(account.bytesSent()), TextCells.bytes(account.bytesReceived()));
        queues(account);
        if (!account.batches().isEmpty()) {
            line("");
            line("  Batch calls                    calls       items   mean size");
            account.batches()
                    .forEach(batch -> line(
                            "    %s %9d  %10d  %10.1f",
                            TextCells.fit(batch.shortName(), CALL), batch.batches(), batch.items(), batch.meanSize()));
        }
        uploads(view);
        jobs(view);
        failures(account.failures());
    }

    private static String tier(AccountState.TierInForce tier) {
        return switch (tier) {
            case FREE -> "free accounts (option tier)";
            case VIP -> "members (option tier)";
            case FREE_BY_ACCOUNT -> "free accounts (as the platform says)";
            case VIP_BY_ACCOUNT -> "members (as the platform says)";
            case FREE_UNTIL_KNOWN -> "free accounts, until the platform tells the tier";
        };
    }

    private String token(AccountState account) {
        String waiting =
                account.token().waiting() == 0 ? "" : "; " + account.token().waiting() + " calls wait for one";
        return switch (account.token().source()) {
                    case NONE -> "none";
                    case CONFIGURED -> "configured";
                    case STORE ->
                        "from the store, used for " + age(account.token().heldSince());
                    case LOGIN -> "from a login " + age(account.token().heldSince()) + " ago";
                }
                + (account.token().expiresAt() == null
                        ? ""
                        : ", expires " + account.token().expiresAt().truncatedTo(ChronoUnit.SECONDS))
                + waiting;
    }

    private void seen(AccountState.Seen seen) {
        if (seen.space() != null) {
            line(
                    "  Space:   %s of %s left, as told %s ago",
                    TextCells.bytes(seen.space().free()),
                    TextCells.bytes(seen.space().total()),
                    age(seen.space().at()));
        }
        if (seen.writeBanned() != null) {
            line(
                    "  BANNED:  the platform refuses %s, last %s ago",
                    seen.writeBanned().api(), age(seen.writeBanned().lastAt()));
        }
        if (seen.downloadsPausedUntil() != null) {
            line("  PAUSED:  no downloads until %s, because the traffic is used up", seen.downloadsPausedUntil());
        }
    }

    private void cluster(AccountState.Cluster cluster) {
        if (cluster != null) {
            line(
                    "  Cluster: %s%s",
                    cluster.type(),
                    cluster.lostSince() == null
                            ? ""
                            : ", which has NOT ANSWERED for " + age(cluster.lostSince())
                                    + (cluster.onStoreLost() == OnStoreLost.share
                                            ? "; each node uses its part of the limits"
                                            : "; limited calls wait"));
        }
    }

    private void queues(AccountState account) {
        line("");
        line("  Queues                       limit/s  used now             waiting new waits    sent  refused");
        account.queues().forEach(queue -> {
            queue(queue);
            waitingBy(account.operations(queue));
        });
        AccountState.UploadRequests requests = account.uploadRequests();
        line(
                "    %s %9s  %s %7d",
                TextCells.fit("upload requests", CALL),
                "-",
                TextCells.fit(TextCells.bar(requests.inFlight(), requests.most()), BAR),
                requests.waiting());
    }

    private void queue(QueueFigures queue) {
        line(
                "    %s %9s  %s %7d %8s %8d %8d%s%s",
                TextCells.fit(queue.shortName(), CALL),
                queue.limit(),
                TextCells.fit(queue.permits() == 0 ? "" : TextCells.bar(queue.used(), queue.permits()), BAR),
                queue.waiting(),
                queue.expectedWait() == null ? "PAUSED" : TextCells.time(queue.expectedWait()),
                queue.sent(),
                queue.refused(),
                queue.permitsNow() < queue.permits() || !queue.backOff().isZero() ? " slow" : "",
                queue.stalled().toSeconds() > STALLED_SECONDS ? " STALLED " + TextCells.time(queue.stalled()) : "");
    }

    /** Which operations make the calls that wait. */
    private void waitingBy(List<OperationFigures> operations) {
        String waiting = operations.stream()
                .filter(one -> one.waiting() > 0)
                .map(one -> one.operation() + " " + one.waiting())
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            paragraph("waiting: " + waiting);
        }
    }

    private void uploads(AccountView view) {
        line("");
        line(
                "  Uploads: %d in progress, %d succeeded, %d failed",
                view.uploadsInFlight(), view.uploadsSucceeded(), view.uploadsFailed());
        view.uploads().forEach(this::upload);
        int more = view.uploadsInFlight() - view.uploads().size();
        if (more > 0) {
            line("    and %d more", more);
        }
        if (!view.uploadsEnded().isEmpty()) {
            line("  Last ended");
            view.uploadsEnded().forEach(this::upload);
        }
    }

    private void upload(UploadInFlight upload) {
        String step = upload.failure() == null ? upload.step().name().toLowerCase(Locale.ROOT) : "failed";
        int percent = upload.size() <= 0 ? 0 : (int) Math.min(100, upload.done() * 100 / upload.size());
        line(
                "    %s %-6s %3d%% of %8s %9s/s %8s%s",
                TextCells.fit(upload.name(), NAME),
                step,
                upload.step() == UploadInFlight.Step.DONE ? 100 : percent,
                upload.size() < 0 ? "?" : TextCells.bytes(upload.size()),
                TextCells.bytes(upload.bytesPerSecond()),
                TextCells.time(upload.age()),
                upload.failure() != null
                        ? " " + upload.failure()
                        : upload.idle().toSeconds() > 2 ? " idle " + TextCells.time(upload.idle()) : "");
    }

    private void jobs(AccountView view) {
        if (view.jobs().isEmpty()) {
            return;
        }
        line("");
        line("  Transcode jobs: %d unfinished", view.jobsUnfinished());
        view.jobs().forEach(this::job);
    }

    private void job(TranscodeJobState job) {
        line(
                "    %s %-6s %-9s for %7s, started %7s ago",
                TextCells.fit(job.fileName().isEmpty() ? Long.toString(job.fileId()) : job.fileName(), NAME),
                job.resolution(),
                job.state() == TranscodeJobState.State.STARTING
                        ? "to start"
                        : job.state().name().toLowerCase(Locale.ROOT),
                age(job.stateSince()),
                age(job.since()));
        if (job.reason() != null) {
            paragraph("not started: " + job.reason());
        }
    }

    private void failures(List<CallFailure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        line("");
        line("  Last failures");
        for (CallFailure failure : failures) {
            line(
                    "    %s ago%s: %s, %s",
                    age(failure.lastAt()),
                    failure.times() == 1
                            ? ""
                            : ", " + failure.times() + " times since "
                                    + failure.firstAt().truncatedTo(ChronoUnit.SECONDS),
                    failure.api() == null ? "no call" : failure.api(),
                    failure.code() == 0 ? failure.type() : "code " + failure.code());
            paragraph(failure.message());
            if (!failure.traceId().isEmpty() && !failure.message().contains(failure.traceId())) {
                paragraph("x-traceID " + failure.traceId());
            }
        }
    }

    private void consumer(ConsumerState consumer) {
        line(
                "  %s: %s%s",
                consumer.routeId() == null ? "-" : consumer.routeId(),
                consumer.subject(),
                consumer.running() ? "" : " (does not poll at present)");
        line(
                "    last good poll %s; %d polls, %d in progress, %d known and not done, %d given up",
                consumer.lastGoodPoll() == null ? "never" : age(consumer.lastGoodPoll()) + " ago",
                consumer.polls(),
                consumer.inProgress(),
                consumer.backlog(),
                consumer.givenUp());
        if (consumer.failing()) {
            line("    LAST POLL FAILED %s ago:", age(consumer.lastFailedPoll()));
            paragraph(consumer.lastFailure());
        }
    }

    private String age(Instant then) {
        return TextCells.time(Duration.between(then, now));
    }
}
