package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.account.CallFailure;
import io.github.camelpan123.account.auth.TokenState;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Checks whether the account can be used: whether there is a token, whether calls are sent, and whether the platform has
 * banned it. What is unknown is not a fault. The check makes no call of the platform while there is a token. Without one
 * it requests one, at most once a minute, so it never invalidates another token. With the option {@code probe=true} it
 * also asks the platform for the account, at most once a minute.
 */
public final class AccountHealthCheck extends AbstractHealthCheck {

    /** The option that requests a call of the platform. */
    public static final String PROBE = "probe";

    /** How long calls may wait without any being sent, beside the period of the limit. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    /** How long a refusal because of a ban counts. The account may not make such a call for a long time. */
    private static final Duration BAN_COUNTS = Duration.ofMinutes(15);

    private final AccountLease account;
    private final AccountProbe token;
    private final AccountProbe probe;

    /** @param account the lease of the account */
    AccountHealthCheck(AccountLease account, AccountProbe token, AccountProbe probe) {
        super("camel", "producer:pan123-" + account.label());
        this.account = account;
        this.token = token;
        this.probe = probe;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Throwable failure = account.state().token().source() == TokenState.Source.NONE
                ? token.result().failure()
                : null;
        if (failure == null && Boolean.parseBoolean(String.valueOf(options.get(PROBE)))) {
            failure = probe.result().failure();
        }
        AccountState state = account.state();
        describe(builder, state);
        Instant now = Instant.now();
        List<String> stuck = state.queues().stream()
                .filter(AccountHealthCheck::stuck)
                .map(QueueFigures::shortName)
                .toList();
        CallFailure ban = state.seen().writeBanned();
        AccountState.Cluster cluster = state.cluster();
        if (failure instanceof InterruptedException) {
            builder.unknown();
        } else if (failure != null) {
            builder.down().message(failure.getMessage()).error(failure);
        } else if (cluster != null && cluster.lostSince() != null && cluster.onStoreLost() == OnStoreLost.wait) {
            builder.down()
                    .message("The engine of cluster=" + cluster.type() + " has not answered for "
                            + age(cluster.lostSince()) + " s; limited calls wait until it does");
        } else if (!stuck.isEmpty()) {
            builder.down().message("Calls wait, and none is sent: " + stuck);
        } else if (ban != null && Duration.between(ban.lastAt(), now).compareTo(BAN_COUNTS) < 0) {
            builder.down().message("The platform has banned the account from a call: " + ban.message());
        } else {
            builder.up();
        }
    }

    private static boolean stuck(QueueFigures queue) {
        return !queue.paused()
                && queue.backOff().isZero()
                && queue.stalled().compareTo(STUCK.plus(queue.period().multipliedBy(2))) > 0;
    }

    private static void describe(HealthCheckResultBuilder builder, AccountState state) {
        builder.detail("baseUrl", state.baseUrl().toString());
        builder.detail("tier", state.tier().name());
        builder.detail("token", state.token().source().name());
        if (state.token().heldSince() != null) {
            builder.detail("tokenAgeSeconds", age(state.token().heldSince()));
        }
        if (state.token().expiresAt() != null) {
            builder.detail("tokenExpiresAt", state.token().expiresAt().toString());
        }
        builder.detail(
                "waiting",
                state.queues().stream().mapToInt(QueueFigures::waiting).sum());
        String paused = state.queues().stream()
                .filter(QueueFigures::paused)
                .map(QueueFigures::shortName)
                .collect(Collectors.joining(","));
        if (!paused.isEmpty()) {
            builder.detail("pausedQueues", paused);
        }
        builder.detail(
                "refused",
                state.queues().stream().mapToLong(QueueFigures::refused).sum());
        if (state.cluster() != null) {
            builder.detail("cluster", state.cluster().type().name());
            if (state.cluster().lostSince() != null) {
                builder.detail("clusterLostSeconds", age(state.cluster().lostSince()));
            }
        }
        AccountState.Seen seen = state.seen();
        if (seen.writeBanned() != null) {
            builder.detail("bannedFrom", seen.writeBanned().api());
            builder.detail("bannedAgeSeconds", age(seen.writeBanned().lastAt()));
        }
        if (seen.downloadsPausedUntil() != null) {
            builder.detail("downloadsPausedUntil", seen.downloadsPausedUntil().toString());
        }
        if (seen.space() != null) {
            builder.detail("spaceFree", seen.space().free());
            builder.detail("spaceAgeSeconds", age(seen.space().at()));
        }
    }

    private static long age(Instant since) {
        return Math.max(0, Duration.between(since, Instant.now()).toSeconds());
    }

    @Override
    public boolean isLiveness() {
        // an unreachable platform is no reason to restart the application
        return false;
    }
}
