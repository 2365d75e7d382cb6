package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.account.auth.FileTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many tokens an account asks for, in the platform's own figures. */
class TokenTest {

    private static final String LOG_IN = "/api/v1/access_token";
    private static final String USER_INFO = "/api/v1/user/info";
    private static final int THREADS = 64;

    private Pan123Simulator simulator;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        simulator = Pan123Simulator.builder().limits(false).start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private CamelContext context(TokenStore store) {
        CamelContext context = SimulatedPlatform.context(simulator);
        Pan123Configuration options = options(context);
        options.setTokenStore(store);
        options.setRateLimits(new HashMap<>(Map.of("userInfo", "1000")));
        context.start();
        return context;
    }

    private static Pan123Configuration options(CamelContext context) {
        return context.getComponent("pan123", Pan123Component.class).getConfiguration();
    }

    private static void ask(CamelContext context) {
        assertThat(context.createProducerTemplate().requestBody("pan123:userInfo", null, UserInfo.class))
                .isNotNull();
    }

    /** As many threads as that ask at the same moment; what each of them failed with. */
    private static List<Optional<Exception>> press(List<CamelContext> contexts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Future<Optional<Exception>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ProducerTemplate template = contexts.get(i % contexts.size()).createProducerTemplate();
                all.add(threads.submit(() -> {
                    together.await(2, TimeUnit.MINUTES);
                    return Optional.ofNullable(
                            template.send("pan123:userInfo", exchange -> {}).getException());
                }));
            }
            List<Optional<Exception>> failures = new ArrayList<>();
            for (Future<Optional<Exception>> one : all) {
                failures.add(one.get(2, TimeUnit.MINUTES));
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A login of somebody else with the same client id. */
    private AccessToken logInElsewhere() throws Exception {
        String body = new ObjectMapper()
                .writeValueAsString(Map.of("clientID", simulator.clientId(), "clientSecret", simulator.clientSecret()));
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + LOG_IN))
                .header("Platform", "open_platform")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode data = new ObjectMapper().readTree(answer.body()).get("data");
        return new AccessToken(
                data.get("accessToken").asText(),
                OffsetDateTime.parse(data.get("expiredAt").asText()).toInstant());
    }

    private String account() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".token"))
                    .map(name -> name.substring(0, name.length() - ".token".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aColdStartOfManyThreadsInTwoContextsLogsInOnce() throws Exception {
        try (CamelContext first = context(null);
                CamelContext second = context(null)) {
            assertThat(press(List.of(first, second))).containsOnly(Optional.empty());
        }
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    @Test
    void aTokenPushedOutByOthersIsReplacedByTheOneThatAnotherJvmPutIntoTheStore() throws Exception {
        FileTokenStore store = new FileTokenStore(folder);
        try (CamelContext context = context(store)) {
            ask(context);
            logInElsewhere();
            logInElsewhere();
            AccessToken theirs = logInElsewhere();
            assertThat(simulator.figures().tokensEvicted()).isOne();
            try (TokenStore.Claim claim = store.claim(account())) {
                claim.save(theirs);
            }
            assertThat(press(List.of(context))).containsOnly(Optional.empty());
        }
        // one of ours and three of theirs
        assertThat(simulator.figures().tokensIssued()).isEqualTo(4);
    }

    @Test
    void aTokenPushedOutUnderLoadLeadsToOneLogIn() throws Exception {
        FileTokenStore store = new FileTokenStore(folder);
        try (CamelContext context = context(store)) {
            ask(context);
        }
        simulator.faults().evictTokens();
        // the login of the run before was a minute ago as far as this one knows
        try (CamelContext context = context(store)) {
            assertThat(press(List.of(context))).containsOnly(Optional.empty());
        }
        assertThat(simulator.figures().tokensIssued()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessToken=\\u12\nexpiredAt=2099-01-01T00:00:00Z\n", "rubbish", "", "{\"sum\":\"0\"}\n"})
    void aDamagedTokenFileCostsOneLogInAndIsPutAside(String content) throws Exception {
        FileTokenStore store = new FileTokenStore(folder);
        try (CamelContext context = context(store)) {
            ask(context);
        }
        Path file = folder.resolve(account() + ".token");
        Files.writeString(file, content);
        try (CamelContext context = context(store)) {
            assertThat(press(List.of(context))).containsOnly(Optional.empty());
        }
        assertThat(simulator.figures().tokensIssued()).isEqualTo(2);
        assertThat(folder.resolve(account() + ".token.aside")).hasContent(content);
        try (CamelContext context = context(store)) {
            ask(context);
        }
        assertThat(simulator.figures().tokensIssued()).isEqualTo(2);
    }

    @Test
    void aWrongSecretNeverGetsAtTheTokenOfTheRightOne() throws Exception {
        FileTokenStore store = new FileTokenStore(folder);
        for (TokenStore shared : new TokenStore[] {store, null}) {
            try (CamelContext right = context(shared);
                    CamelContext wrong = SimulatedPlatform.context(simulator)) {
                ask(right);
                options(wrong).setTokenStore(shared);
                options(wrong).setClientSecret("wrong");
                wrong.start();
                long asked = simulator.figures().calls(USER_INFO);
                long logIns = simulator.figures().requests(LOG_IN).size();
                assertThat(press(List.of(wrong)))
                        .allSatisfy(
                                failure -> assertThat(failure).get().isInstanceOf(Pan123CredentialsException.class));
                assertThat(simulator.figures().calls(USER_INFO)).isEqualTo(asked);
                assertThat(simulator.figures().requests(LOG_IN)).hasSize((int) logIns + 1);
                ask(right);
            }
        }
    }

    /** As many as can be lost at once; the login before is a moment old. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tokensPushedOutAtOnceAfterTheirLogInArePausesAndNoFailures(int times) throws Exception {
        try (CamelContext context = context(null)) {
            ask(context);
            for (int i = 0; i < times; i++) {
                simulator.faults().evictTokens();
                assertThat(press(List.of(context))).containsOnly(Optional.empty());
            }
        }
        assertThat(simulator.figures().tokensIssued()).isEqualTo(1L + times);
    }

    /** The platform refuses a token that is alive, to one caller and to many. */
    @Test
    void strayRefusalsCostOneRetryEachAndNoLogIn() throws Exception {
        try (CamelContext context = context(null)) {
            ask(context);
            int before = simulator.figures().requests(USER_INFO).size();
            for (int i = 0; i < 5; i++) {
                simulator.faults().on(USER_INFO).answer(401);
                ask(context);
            }
            assertThat(simulator.figures().requests(USER_INFO)).hasSize(before + 10);
            simulator.faults().on(USER_INFO).answer(401);
            assertThat(press(List.of(context))).containsOnly(Optional.empty());
        }
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    @Test
    void strayRefusalsToManyAtOnceFailNobody() throws Exception {
        try (CamelContext context = context(null)) {
            ask(context);
            simulator.faults().on(USER_INFO).times(5).answer(401);
            assertThat(press(List.of(context))).containsOnly(Optional.empty());
        }
        assertThat(simulator.figures().tokensIssued()).isLessThanOrEqualTo(3);
    }

    /** Another login may be made in some time only. */
    private void useUpLogIns(Runnable ask) {
        ask.run();
        for (int i = 0; i < 2; i++) {
            simulator.faults().evictTokens();
            ask.run();
        }
        simulator.faults().evictTokens();
    }

    /** Again if the wait was exceeded, because a busy machine may take longer than that. */
    private static void askUntilAnswered(CamelContext context) {
        ProducerTemplate template = context.createProducerTemplate();
        await().pollDelay(Duration.ZERO).until(() -> {
            Exception failure = template.send("pan123:userInfo", exchange -> {}).getException();
            assertThat(failure == null || failure instanceof Pan123WaitExceededException)
                    .as("%s", failure)
                    .isTrue();
            return failure == null;
        });
    }

    /** @param begin before the first one, in nanoseconds */
    private void requireLogInsOfTheBudget(long begin) {
        int logIns = simulator.figures().requests(LOG_IN).size();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(logIns).isBetween(3, (int) (3 + taken.dividedBy(Duration.ofSeconds(20))));
    }

    @Test
    void aContextThatStopsEndsTheWaitingForATokenOfItsOwnExchangesOnly() throws Exception {
        try (CamelContext first = context(null);
                CamelContext second = context(null)) {
            useUpLogIns(() -> ask(first));
            int before = simulator.figures().requests(USER_INFO).size();
            CompletableFuture<Exchange> mine =
                    first.createProducerTemplate().asyncSend("pan123:userInfo", exchange -> {});
            CompletableFuture<Exchange> theirs =
                    second.createProducerTemplate().asyncSend("pan123:userInfo", exchange -> {});
            // one call to try, and one to be sure that the token is gone
            await().until(() -> simulator.figures().requests(USER_INFO).size() >= before + 2);
            first.stop();
            assertThat(mine.get(2, TimeUnit.MINUTES).getException()).isInstanceOf(Pan123ShutdownException.class);
            assertThat(theirs).isNotDone();
            second.stop();
            assertThat(theirs.get(2, TimeUnit.MINUTES).getException()).isInstanceOf(Pan123ShutdownException.class);
        }
        assertThat(simulator.figures().tokensIssued()).isEqualTo(3);
    }

    @Test
    void aTokenIsWaitedForNoLongerThanAllowed() throws Exception {
        try (CamelContext context = context(null)) {
            options(context).setMaxWait(2000);
            long begin = System.nanoTime();
            useUpLogIns(() -> askUntilAnswered(context));
            // one that is permitted again, because the machine is so busy, is not answered in time either
            simulator.faults().on(LOG_IN).always().delay(Duration.ofMinutes(5));
            assertThat(press(List.of(context)))
                    .allSatisfy(failure -> assertThat(failure).get().isInstanceOf(Pan123WaitExceededException.class));
            requireLogInsOfTheBudget(begin);
        }
    }

    /** Each of them may have made a token, and so pushed out that of somebody else. */
    @ParameterizedTest
    @ValueSource(strings = {"504", "502", "unreadable", "half", "cut"})
    void logInsWhoseAnswersAreLostAreNoMoreThanTheBudgetAllows(String lost) throws Exception {
        FaultRule logIns = simulator.faults().on(LOG_IN).always();
        switch (lost) {
            case "504" -> logIns.http(504);
            case "502" -> logIns.http(502);
            case "unreadable" -> logIns.garbage("{\"code\":0,\"message\":\"ok\",\"data\":{}}");
            case "half" -> logIns.truncate();
            default -> logIns.cutAfter();
        }
        try (CamelContext context = context(null)) {
            // a call ends soon when no login is permitted
            options(context).setMaxWait(1000);
            ProducerTemplate template = context.createProducerTemplate();
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(template.send("pan123:userInfo", exchange -> {}).getException())
                        .isInstanceOf(Pan123Exception.class);
            }
            requireLogInsOfTheBudget(begin);
            if (!lost.startsWith("5")) {
                assertThat(simulator.figures().tokensIssued()).isGreaterThanOrEqualTo(3);
            }
        }
    }
}
