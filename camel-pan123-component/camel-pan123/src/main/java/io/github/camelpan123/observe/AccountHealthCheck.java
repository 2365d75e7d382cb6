package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Checks whether the account can get a token. It requests one only if there is none, so it never invalidates another
 * token.
 */
public final class AccountHealthCheck extends AbstractHealthCheck {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final AccountLease account;

    /** @param account the lease of the account */
    public AccountHealthCheck(AccountLease account) {
        super("camel", "producer:pan123-" + account.label());
        this.account = account;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("baseUrl", account.baseUrl());
        account.downloadsPausedUntil().ifPresent(until -> builder.detail("downloadsPausedUntil", until.toString()));
        try {
            account.token().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            builder.up();
        } catch (ExecutionException | CompletionException e) {
            builder.down().message(e.getCause().getMessage()).error(e.getCause());
        } catch (TimeoutException e) {
            builder.down().message("No token after " + LONGEST_WAIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.unknown();
        }
    }

    @Override
    public boolean isLiveness() {
        // an unreachable platform is no reason to restart the application
        return false;
    }
}
