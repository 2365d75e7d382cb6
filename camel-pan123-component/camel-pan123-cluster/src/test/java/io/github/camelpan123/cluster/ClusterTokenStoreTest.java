package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.auth.TokenStore.Claim;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.cluster.MemoryEngine.State;
import io.github.camelpan123.fixtures.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTokenStoreTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Instant EXPIRY = Instant.parse("2027-01-01T00:00:00.123456789Z");

    private final MemoryEngine engine = new MemoryEngine();
    private final List<SharedEngine> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(SharedEngine::close);
    }

    /** So that no thread that the machine holds up makes it seem that the engine does not answer. */
    private SharedEngine store() {
        return store(Duration.ofMinutes(10));
    }

    private SharedEngine store(Duration timeout) {
        SharedEngine store = new SharedEngine(engine, "The engine of the test", timeout);
        open.add(store);
        return store;
    }

    private TokenStore tokens(Duration lease) {
        return new ClusterTokenStore(store(), "token", lease);
    }

    private static AccessToken token(String value) {
        return new AccessToken(value, EXPIRY);
    }

    @Test
    void whatOneNodeStoresAllOthersLoad() throws Exception {
        try (Claim claim = tokens(LONG).claim("a")) {
            assertThat(claim.load()).isEmpty();
            assertThat(claim.replace(token("one"))).isEqualTo(token("one"));
            assertThat(claim.load()).contains(token("one"));
        }
        try (Claim claim = tokens(LONG).claim("a")) {
            assertThat(claim.load()).contains(token("one"));
        }
    }

    @Test
    void ofNodesThatStartTogetherOneLogsIn() {
        AtomicInteger logins = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        List<CompletableFuture<AccessToken>> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            TokenStore tokens = tokens(LONG);
            nodes.add(CompletableFuture.supplyAsync(() -> {
                while (true) {
                    try (Claim claim = tokens.claim("a")) {
                        assertThat(together.incrementAndGet()).isOne();
                        if (claim.load().isEmpty()) {
                            claim.replace(token("number " + logins.incrementAndGet()));
                        }
                        together.decrementAndGet();
                        return claim.load().orElseThrow();
                    } catch (TokenStore.BusyException again) {
                        // as the component does
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        assertThat(nodes).allSatisfy(node -> assertThat(node.join()).isEqualTo(token("number 1")));
        assertThat(logins).hasValue(1);
    }

    @Test
    void theClaimOfADeadNodeEndsWithItsLeaseAndThatOfALivingOneDoesNot() throws Exception {
        Duration lease = Duration.ofMinutes(3);
        Duration step = lease.dividedBy(4);
        VirtualTime time = new VirtualTime();
        SharedEngine dying = store(time);
        ClusterTokenStore owner = new ClusterTokenStore(dying, "token", lease);
        Claim dead = whilePassing(Duration.ZERO, time, () -> owner.claim("a"));
        whilePassing(Duration.ZERO, time, () -> dead.replace(token("of the dead")));
        TokenStore other = new ClusterTokenStore(store(time), "token", lease);
        long begin = time.nanos();
        do {
            assertThatThrownBy(() -> whilePassing(step, time, () -> other.claim("a")))
                    .hasCauseInstanceOf(TokenStore.BusyException.class);
        } while (time.nanos() - begin < lease.multipliedBy(10).toNanos());
        dying.close();
        Claim claim = whilePassing(step, time, () -> other.claim("a"));
        assertThat(claim.load()).contains(token("of the dead"));
    }

    /** The owner could not say that it is alive. */
    @Test
    void theClaimOfANodeThatIsAliveOutlastsAnEngineThatDoesNotAnswer() throws Exception {
        Duration lease = Duration.ofMinutes(3);
        VirtualTime time = new VirtualTime();
        TokenStore owner = new ClusterTokenStore(store(time), "token", lease);
        Claim claim = whilePassing(Duration.ZERO, time, () -> owner.claim("a"));
        TokenStore other = new ClusterTokenStore(store(time), "token", lease);
        assertThatThrownBy(() -> whilePassing(Duration.ZERO, time, () -> other.claim("a")))
                .hasCauseInstanceOf(TokenStore.BusyException.class);
        engine.state = State.FAILS;
        time.pass(lease.plusSeconds(1));
        assertThatThrownBy(() -> whilePassing(Duration.ZERO, time, () -> other.claim("a")))
                .hasCauseInstanceOf(TokenStore.BusyException.class);
        engine.state = State.WORKS;
        assertThatThrownBy(() -> whilePassing(Duration.ZERO, time, () -> other.claim("a")))
                .hasCauseInstanceOf(TokenStore.BusyException.class);
        whilePassing(Duration.ZERO, time, () -> {
            claim.close();
            return null;
        });
    }

    /** Its clock does not wait for a thread that the machine holds up, so nothing is to end for want of an answer. */
    private SharedEngine store(VirtualTime time) {
        Duration timeout = Duration.ofDays(1000);
        SharedEngine store =
                new SharedEngine(engine, "The engine of the test", timeout, time.timer(() -> 0), time::nanos);
        open.add(store);
        return store;
    }

    /** Calls in a thread of its own, since a claim waits for answers and they come with time. */
    private static <T> T whilePassing(Duration step, VirtualTime time, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            time.pass(step);
            return task.isDone();
        });
        return task.get();
    }

    @Test
    void aNodeThatWasSuspendedTakesTheTokenOfItsSuccessor() throws Exception {
        Duration lease = Duration.ofMillis(300);
        SharedEngine slow = store();
        // no heartbeat, as if suspended
        Claim suspended = new ClusterTokenStore(slow, "token", LONG).claim("a");
        try (Claim successor = tokens(lease).claim("a")) {
            successor.replace(token("of the successor"));
            assertThat(suspended.replace(token("late"))).isEqualTo(token("of the successor"));
            assertThat(successor.load()).contains(token("of the successor"));
        }
        suspended.close();
        try (Claim next = tokens(lease).claim("a")) {
            assertThat(next.load()).contains(token("of the successor"));
        }
    }

    @Test
    void anEngineThatLosesItsStateWhileSomebodyLogsInGetsTheNewToken() throws Exception {
        try (Claim claim = tokens(LONG).claim("a")) {
            engine.lose();
            assertThat(claim.replace(token("new"))).isEqualTo(token("new"));
        }
        try (Claim claim = tokens(LONG).claim("a")) {
            assertThat(claim.load()).contains(token("new"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILS", "SILENT"})
    void withoutTheEngineTheSearchIsTriedAgain(String state) {
        TokenStore tokens = new ClusterTokenStore(store(Duration.ofSeconds(1)), "token", LONG);
        engine.state = State.valueOf(state);
        assertThatThrownBy(() -> tokens.claim("a"))
                .isInstanceOf(TokenStore.BusyException.class)
                .hasMessageNotContaining("pass-word");
        engine.state = State.WORKS;
        await().ignoreExceptionsInstanceOf(TokenStore.BusyException.class)
                .untilAsserted(() -> tokens.claim("a").close());
    }

    @Test
    void loginsAreCountedForAllNodes() throws Exception {
        int permitted = 0;
        for (int i = 0; i < 5; i++) {
            try (Claim claim = tokens(LONG).claim("a")) {
                permitted += claim.permitLogin() ? 1 : 0;
            }
        }
        assertThat(permitted).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "2\n\n0\n\n", "1\n\nx\n\n", "1\n\n0\nt\nyesterday", "\u0000"})
    void aDamagedValueIsReplaced(String text) throws Exception {
        engine.replace("token", null, text.getBytes(StandardCharsets.UTF_8)).get();
        try (Claim claim = tokens(LONG).claim("a")) {
            assertThat(claim.load()).isEmpty();
            claim.replace(token("new"));
        }
        try (Claim claim = tokens(LONG).claim("a")) {
            assertThat(claim.load()).contains(token("new"));
        }
    }

    @Test
    void anEntryShowsNoToken() {
        assertThat(TokenEntry.none().with(token("secret-token")).toString()).doesNotContain("secret-token");
    }
}
