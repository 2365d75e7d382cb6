package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.account.CallFailure;
import io.github.camelpan123.account.OperationFigures;
import io.github.camelpan123.account.cluster.OnEngineLost;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.consumer.ConsumerState;
import io.github.camelpan123.transcode.TranscodeJobState;
import io.github.camelpan123.upload.UploadInFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of the component as text for people, at most 100 columns wide. */
public final class StateText {

    private static final int WIDTH = 100;
    private static final int BAR = 20;
    private static final int CALL = 24;
    private static final int NAME = 32;
    private static final int KILO = 1000;
    private static final int STALLED_SECONDS = 30;
    private static final String UNITS = "kMGTPE";

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
        text.append(shorten(line, WIDTH)).append('\n');
    }

    private static String shorten(String all, int most) {
        String oneLine = all.replaceAll("\\p{Cntrl}", " ");
        return columns(oneLine) <= most ? oneLine : cut(oneLine, most - 1) + "…";
    }

    /** Pads a text with spaces, or shortens it. */
    private static String fit(String all, int width) {
        String shown = shorten(all, width);
        return shown + " ".repeat(width - columns(shown));
    }

    /** Returns the width on a terminal, where a Chinese character takes two columns. */
    private static int columns(String shown) {
        return shown.codePoints().map(StateText::columns).sum();
    }

    private static int columns(int codePoint) {
        return Character.isIdeographic(codePoint) || codePoint >= 0x3000 && codePoint <= 0x30FF || codePoint >= 0xAC00
                ? 2
                : 1;
    }

    private static String cut(String all, int most) {
        StringBuilder shown = new StringBuilder();
        int width = 0;
        for (int codePoint : all.codePoints().toArray()) {
            width += columns(codePoint);
            if (width > most) {
                break;
            }
            shown.appendCodePoint(codePoint);
        }
        return shown.toString();
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
        line("  Bytes:   %s sent, %s received", bytes(account.bytesSent()), bytes(account.bytesReceived()));
        queues(account);
        if (!account.batches().isEmpty()) {
            line("");
            line("  Batch calls                    calls       items   mean size");
            account.batches()
                    .forEach(batch -> line(
                            "    %s %9d  %10d  %10.1f",
                            fit(batch.shortName(), CALL), batch.batches(), batch.items(), batch.meanSize()));
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
                    bytes(seen.space().free()),
                    bytes(seen.space().total()),
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
                                    + (cluster.onEngineLost() == OnEngineLost.share
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
                fit("upload requests", CALL),
                "-",
                fit(bar(requests.inFlight(), requests.most()), BAR),
                requests.waiting());
    }

    private void queue(QueueFigures queue) {
        line(
                "    %s %9s  %s %7d %8s %8d %8d%s%s",
                fit(queue.shortName(), CALL),
                queue.limit(),
                fit(queue.permits() == 0 ? "" : bar(queue.used(), queue.permits()), BAR),
                queue.waiting(),
                queue.expectedWait() == null ? "PAUSED" : time(queue.expectedWait()),
                queue.sent(),
                queue.refused(),
                queue.permitsNow() < queue.permits() || !queue.backOff().isZero() ? " slow" : "",
                queue.stalled().toSeconds() > STALLED_SECONDS ? " STALLED " + time(queue.stalled()) : "");
    }

    /** Which operations make the calls that wait. */
    private void waitingBy(List<OperationFigures> operations) {
        String waiting = operations.stream()
                .filter(one -> one.waiting() > 0)
                .map(one -> one.operation() + " " + one.waiting())
                .collect(Collectors.joining(", "));
        if (!waiting.isEmpty()) {
            wrap("waiting: " + waiting).forEach(part -> line("      %s", part));
        }
    }

    private static String bar(int used, int most) {
        int width = 10;
        int full = most == 0 ? 0 : (int) Math.min(width, (long) width * used / most);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "] " + used + "/" + most;
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
                fit(upload.name(), NAME),
                step,
                upload.step() == UploadInFlight.Step.DONE ? 100 : percent,
                upload.size() < 0 ? "?" : bytes(upload.size()),
                bytes(upload.bytesPerSecond()),
                time(upload.age()),
                upload.failure() != null
                        ? " " + upload.failure()
                        : upload.idle().toSeconds() > 2 ? " idle " + time(upload.idle()) : "");
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
                fit(job.fileName().isEmpty() ? Long.toString(job.fileId()) : job.fileName(), NAME),
                job.resolution(),
                job.state() == TranscodeJobState.State.STARTING
                        ? "to start"
                        : job.state().name().toLowerCase(Locale.ROOT),
                age(job.stateSince()),
                age(job.since()));
        if (job.reason() != null) {
            wrap("not started: " + job.reason()).forEach(part -> line("      %s", part));
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
            wrap(failure.message()).forEach(part -> line("      %s", part));
            if (!failure.traceId().isEmpty() && !failure.message().contains(failure.traceId())) {
                wrap("x-traceID " + failure.traceId()).forEach(part -> line("      %s", part));
            }
        }
    }

    private static List<String> wrap(String all) {
        List<String> lines = new ArrayList<>();
        String rest = all.replaceAll("\\p{Cntrl}", " ");
        while (!rest.isEmpty()) {
            String part = cut(rest, WIDTH - 6);
            if (part.length() < rest.length()) {
                int space = part.lastIndexOf(' ');
                part = space > part.length() / 2 ? part.substring(0, space) : part;
            }
            lines.add(part);
            rest = rest.substring(part.length()).strip();
        }
        return lines;
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
            wrap(consumer.lastFailure()).forEach(part -> line("      %s", part));
        }
    }

    private String age(Instant then) {
        return time(Duration.between(then, now));
    }

    private static String time(Duration length) {
        long millis = Math.max(0, length.toMillis());
        if (millis < KILO) {
            return millis + " ms";
        }
        if (length.toSeconds() < 100) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (length.toMinutes() < 100) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 100 ? length.toHours() + " h" : length.toDays() + " d";
    }

    private static String bytes(long count) {
        if (count < KILO) {
            return count + " B";
        }
        double shown = count;
        int unit = -1;
        while (shown >= KILO && unit < UNITS.length() - 1) {
            shown /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, shown < 10 ? "%.1f %sB" : "%.0f %sB", shown, UNITS.charAt(unit));
    }
}
