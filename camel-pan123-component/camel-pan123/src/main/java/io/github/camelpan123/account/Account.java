package io.github.camelpan123.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.platform.AccessToken;
import io.github.camelpan123.platform.AccountCalls;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.ApiCall;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123RateLimitedException;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.platform.Pan123TokenException;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account of the platform: its token, its limits and the way there, shared by everybody in this class loader who
 * names the same account. Reached through an {@link AccountLease}.
 */
final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    /** The owner of what the account asks for itself. */
    private static final AccountLease NOBODY = null;

    private static final int MOST_DOWNLOADS = 64;
    private static final ContentType JSON = ContentType.create("application/json");

    private final AccountSettings settings;
    private final LimitTable limits;
    private final HttpTransport transport;
    private final HttpTransport content;
    private final AccountThreads threads;
    private final Tokens tokens;
    private final Map<Api, Lane> lanes = new EnumMap<>(Api.class);
    private final Map<Api, UnlimitedFigures> unlimited = new ConcurrentHashMap<>();
    private boolean vip;
    private boolean tierAsked;

    Account(AccountSettings settings) {
        this.settings = settings;
        this.limits = LimitTable.with(settings.rateLimits());
        this.threads = new AccountThreads(settings.maxUploadsInFlight());
        this.transport = new HttpTransport(
                settings.baseUrl(),
                settings.transport(),
                AccountThreads.API_WORKERS + settings.maxUploadsInFlight(),
                false);
        this.content = new HttpTransport(settings.baseUrl(), settings.transport(), MOST_DOWNLOADS, true);
        this.vip = settings.tier() == Tier.vip;
        this.tokens = settings.accessToken() != null
                ? Tokens.pasted(settings.accessToken())
                : new Tokens(this::logIn, Clock.systemUTC());
    }

    AccountSettings settings() {
        return settings;
    }

    AccountThreads threads() {
        return threads;
    }

    HttpTransport content() {
        return content;
    }

    void attach(CamelContext context) {
        transport.attach(context);
        content.attach(context);
    }

    void detach(CamelContext context) {
        transport.detach(context);
        content.detach(context);
    }

    void close() {
        threads.close();
    }

    void abandon(AccountLease owner) {
        List<Lane> all;
        synchronized (lanes) {
            all = List.copyOf(lanes.values());
        }
        all.forEach(lane -> lane.abandon(owner));
    }

    private CompletableFuture<AccessToken> logIn() {
        return inLane(NOBODY, AccountCalls.accessToken(settings.clientId(), settings.clientSecret()), null);
    }

    /** Makes a call when its turn has come. */
    <R> CompletableFuture<R> call(AccountLease owner, ApiCall<R> call) {
        return tokens.current()
                .thenCompose(token -> {
                    askTier();
                    return inLane(owner, call, token).handle((answer, failure) -> {
                        if (Futures.unwrap(failure) instanceof Pan123TokenException evicted
                                && tokens.rejected(token, evicted)) {
                            return tokens.current().thenCompose(fresh -> inLane(owner, call, fresh));
                        }
                        return failure == null
                                ? CompletableFuture.completedFuture(answer)
                                : CompletableFuture.<R>failedFuture(Futures.unwrap(failure));
                    });
                })
                .thenCompose(outcome -> outcome);
    }

    private void askTier() {
        if (settings.tier() != Tier.auto) {
            return;
        }
        synchronized (lanes) {
            if (tierAsked) {
                return;
            }
            tierAsked = true;
        }
        call(NOBODY, AccountCalls.userInfo()).whenComplete((user, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "Cannot tell whether the account is a member's ({}); the limits of free accounts stay in force",
                        Futures.unwrap(failure).getMessage());
            } else if (user.vip()) {
                becomeVip();
            }
        });
    }

    private void becomeVip() {
        LOG.info("The account is a member's: the limits of members are in force");
        synchronized (lanes) {
            vip = true;
            lanes.forEach((api, lane) -> limits.rate(api, true).ifPresent(lane::change));
        }
    }

    private <R> CompletableFuture<R> inLane(AccountLease owner, ApiCall<R> call, AccessToken token) {
        if (owner != NOBODY && owner.closed()) {
            return CompletableFuture.failedFuture(new Pan123ShutdownException(call.api()));
        }
        CompletableFuture<R> answer = new CompletableFuture<>();
        ObjectMapper mapper = settings.transport().objectMapper();
        byte[] body = call.bodyBytes(mapper);
        URI address = URI.create(settings.baseUrl() + call.api().path() + call.queryString());
        HttpEntity entity = body == null ? null : new ByteArrayEntity(body, JSON);
        Ticket ticket = new Ticket(call.api(), owner, System.nanoTime()) {
            private Pan123Exception refusal;

            @Override
            boolean send() {
                try {
                    HttpTransport.Answer raw = transport.send(call.api(), address, headers(token), entity);
                    R read = call.read(mapper, raw.status(), raw.body());
                    answer.complete(read);
                } catch (Pan123RateLimitedException e) {
                    refusal = e;
                    return true;
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
                return false;
            }

            @Override
            void fail(Pan123Exception why) {
                answer.completeExceptionally(why);
            }

            @Override
            Pan123Exception refusal() {
                return refusal;
            }
        };
        lane(call.api()).submit(ticket);
        return answer;
    }

    private static Map<String, String> headers(AccessToken token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Platform", "open_platform");
        if (token != null) {
            headers.put("Authorization", "Bearer " + token.value());
        }
        return headers;
    }

    /**
     * Sends a form to an upload server and waits for the answer. Not in a lane: the callers bound how many are in
     * flight.
     */
    <R> R upload(ApiCall<R> call, String server, HttpEntity form) {
        URI base = UploadServers.address(call.api(), server, settings.upgradeUploadServers());
        URI address = URI.create(base + call.api().path());
        AccessToken token = Futures.join(tokens.current());
        UnlimitedFigures figures = unlimited.computeIfAbsent(call.api(), UnlimitedFigures::new);
        figures.sent();
        try {
            HttpTransport.Answer raw = transport.send(call.api(), address, headers(token), form);
            return call.read(settings.transport().objectMapper(), raw.status(), raw.body());
        } catch (Pan123TokenException e) {
            tokens.rejected(token, e);
            throw e;
        } catch (Pan123RateLimitedException e) {
            figures.refused();
            throw e;
        }
    }

    private Lane lane(Api api) {
        synchronized (lanes) {
            return lanes.computeIfAbsent(api, this::open);
        }
    }

    private Lane open(Api api) {
        Optional<Rate> rate = limits.rate(api, vip);
        return new Lane(
                api,
                rate.orElseThrow(() -> new IllegalStateException(api + " has no lane")),
                threads.workers(),
                threads.timer(),
                new WaitBounds(settings.maxWait(), settings.maxWaiting()),
                System::nanoTime);
    }

    Executor after(long delay, TimeUnit unit) {
        return CompletableFuture.delayedExecutor(delay, unit, threads.workers());
    }

    List<LaneFigures> figures() {
        synchronized (lanes) {
            return Stream.concat(
                            lanes.values().stream().map(Lane::figures),
                            unlimited.values().stream().map(UnlimitedFigures::figures))
                    .sorted(Comparator.comparing(LaneFigures::path))
                    .toList();
        }
    }
}
