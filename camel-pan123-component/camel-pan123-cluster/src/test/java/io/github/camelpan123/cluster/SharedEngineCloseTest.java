package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.UploadLease;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.cluster.MemoryEngine.State;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever waits for an engine that does not answer is told when the node stops, whatever was asked. */
class SharedEngineCloseTest {

    /** So that it is the close that ends what waits. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Duration LEASE = Duration.ofHours(1);
    private static final AccessToken TOKEN = new AccessToken("token", Instant.parse("2027-01-01T00:00:00Z"));

    private final MemoryEngine engine = new MemoryEngine();
    private final SharedEngine store = new SharedEngine(engine, "The engine of the test", TIMEOUT);

    @AfterEach
    void close() {
        store.close();
    }

    /** What waits for the engine. */
    @FunctionalInterface
    private interface Question {
        /** Asks an engine that answers for what is needed before. */
        Callable<CompletableFuture<?>> prepare(SharedEngine store) throws Exception;
    }

    private static <T> Arguments operation(String name, Function<Engine, CompletableFuture<T>> operation) {
        return question(name, store -> () -> store.ask(operation));
    }

    private static Arguments question(String name, Question question) {
        return Arguments.of(name, question);
    }

    /** Something of the claim on the token, on a thread that waits. */
    private static Arguments claimed(String name, ClaimUse use) {
        return question(name, store -> {
            TokenStore.Claim claim = tokens(store).claim("a");
            return () -> blocking(() -> {
                use.with(claim);
                return null;
            });
        });
    }

    @FunctionalInterface
    private interface ClaimUse {
        void with(TokenStore.Claim claim) throws Exception;
    }

    private static TokenStore tokens(SharedEngine store) {
        return new ClusterTokenStore(store, "token", LEASE);
    }

    private static UploadLease lease(SharedEngine store) {
        return new SharedLease(store, "upload", 0, LEASE, System::nanoTime);
    }

    private static <T> CompletableFuture<T> blocking(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static Stream<Arguments> questions() {
        byte[] value = {1};
        return Stream.of(
                operation("refresh", Engine::refresh),
                operation("a permit", engine -> engine.take("limit", 1, true)),
                operation("a login", engine -> engine.takeLogin("logins")),
                operation("a login given back", engine -> engine.returnLogin("logins")),
                operation("read", engine -> engine.read("key")),
                operation("replace", engine -> engine.replace("key", null, value)),
                question("change", store -> () -> store.change("key", before -> value)),
                question("claim", store -> () -> blocking(() -> tokens(store).claim("a"))),
                claimed("permission to log in", TokenStore.Claim::permitLogin),
                claimed("a login of the claim given back", TokenStore.Claim::returnLogin),
                claimed("a new token", claim -> claim.replace(TOKEN)),
                claimed("the end of a claim", TokenStore.Claim::close),
                question("a lease", store -> lease(store)::acquire),
                question("a lease extended", store -> {
                    UploadLease lease = lease(store);
                    lease.acquire().get(1, TimeUnit.MINUTES);
                    return () -> lease.renew(false);
                }),
                question("an upload", store -> new SharedUploads(store, "uploads", 1, LEASE)::acquire));
    }

    private static void fails(CompletableFuture<?> waiting) {
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatIsAskedEnds(String name, Question question) throws Exception {
        Callable<CompletableFuture<?>> prepared = question.prepare(store);
        engine.state = State.SILENT;
        CompletableFuture<?> waiting = prepared.call();
        await().atMost(Duration.ofMinutes(1)).until(() -> !engine.silent.isEmpty());
        store.close();
        fails(waiting);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whatIsAskedLaterEnds(String name, Question question) throws Exception {
        Callable<CompletableFuture<?>> prepared = question.prepare(store);
        engine.state = State.SILENT;
        store.close();
        fails(prepared.call());
    }

    @Test
    void whatWaitsForTheFirstConnectionEndsAndDoesNotBegin() throws Exception {
        MemoryEngine silent = new MemoryEngine();
        silent.state = State.SILENT;
        CompletableFuture<?> waiting;
        try (SharedEngine connecting = new SharedEngine(silent, "The engine of the test", TIMEOUT)) {
            waiting = connecting.ask(one -> one.read("key"));
            await().atMost(Duration.ofMinutes(1)).until(() -> !silent.silent.isEmpty());
        }
        fails(waiting);
        // the connection
        assertThat(silent.operations).hasValue(1);
    }

    /** Who closes an account holds a lock that a route may need. */
    @Test
    void whatGoesOnDoesNotRunOnTheThreadThatCloses() throws Exception {
        CompletableFuture<Void> refreshed = store.ask(Engine::refresh);
        refreshed.get(1, TimeUnit.MINUTES);
        engine.state = State.SILENT;
        CompletableFuture<Thread> goesOn = new CompletableFuture<>();
        store.ask(one -> one.read("key")).whenComplete((value, failure) -> goesOn.complete(Thread.currentThread()));
        store.close();
        assertThat(goesOn.get(1, TimeUnit.MINUTES)).isNotSameAs(Thread.currentThread());
    }
}
