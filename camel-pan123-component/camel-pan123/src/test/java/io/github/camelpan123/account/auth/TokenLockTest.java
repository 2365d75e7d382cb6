package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token of an account is in the hands of another process: {@code maxWait} says how long that is waited for. */
class TokenLockTest {

    /** After which the lock is asked for again. */
    private static final Duration ROUND = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private final AtomicInteger claiming = new AtomicInteger();
    private Pan123Simulator simulator;
    private String account;

    /** Counts the threads that ask for a claim, because the folder must not be deleted while one of them does. */
    private record CountedClaims(TokenStore store, AtomicInteger claiming) implements TokenStore {

        @Override
        public Claim claim(String account) throws IOException {
            claiming.incrementAndGet();
            try {
                return store.claim(account);
            } finally {
                claiming.decrementAndGet();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        simulator = Pan123Simulator.builder().limits(false).start();
        try (CamelContext first = context(0)) {
            assertThat(ask(first).get(2, TimeUnit.MINUTES).getException()).isNull();
        }
        account = account();
    }

    @AfterEach
    void stop() {
        await().atMost(2, TimeUnit.MINUTES).until(() -> claiming.get() == 0);
        simulator.close();
    }

    private CamelContext context(long maxWait) {
        CamelContext context = new DefaultCamelContext();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(simulator.baseUrl());
        options.setClientId(simulator.clientId());
        options.setClientSecret(simulator.clientSecret());
        options.setTier(Tier.free);
        options.setTokenStore(new CountedClaims(new FileTokenStore(folder, ROUND), claiming));
        options.setMaxWait(maxWait);
        context.addComponent("pan123", component);
        context.start();
        return context;
    }

    private static CompletableFuture<Exchange> ask(CamelContext context) {
        return context.createProducerTemplate().asyncSend("pan123:userInfo", exchange -> {});
    }

    private String account() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".token"))
                    .map(name -> name.replace(".token", ""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60_000})
    void itIsWaitedForWhileMaxWaitAllowsIt(long maxWait) throws Exception {
        CompletableFuture<Exchange> done;
        try (CamelContext context = context(maxWait)) {
            try (TokenStore.Claim held = new FileTokenStore(folder).claim(account)) {
                done = ask(context);
                await().during(ROUND.multipliedBy(20)).until(() -> !done.isDone());
            }
            assertThat(done.get(2, TimeUnit.MINUTES).getException()).isNull();
        }
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    @Test
    void afterMaxWaitTheExchangeFails() throws Exception {
        try (CamelContext context = context(500);
                TokenStore.Claim held = new FileTokenStore(folder).claim(account)) {
            assertThat(ask(context).get(2, TimeUnit.MINUTES).getException())
                    .isInstanceOf(Pan123WaitExceededException.class);
        }
    }

    @Test
    void aContextThatStopsMeanwhileEndsTheExchange() throws Exception {
        try (TokenStore.Claim held = new FileTokenStore(folder).claim(account)) {
            CamelContext context = context(0);
            CompletableFuture<Exchange> done = ask(context);
            await().during(ROUND.multipliedBy(4)).until(() -> !done.isDone());
            context.getShutdownStrategy().setTimeout(1);
            context.stop();
            assertThat(done.get(2, TimeUnit.MINUTES).getException()).isNotNull();
        }
    }
}
