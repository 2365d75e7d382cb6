package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.auth.TokenStore.Claim;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.cluster.LostAnswers.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operation that was carried out although its answer was lost neither ends a claim nor keeps others out. */
class ClaimWithLostAnswersTest {

    /** Nobody else asks meanwhile, so a machine that is busy for longer ends no claim. */
    private static final Duration LEASE = Duration.ofMillis(60);

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final AccessToken TOKEN = new AccessToken("token", Instant.parse("2027-01-01T00:00:00Z"));

    private final MemoryEngine engine = new MemoryEngine();
    private final LostAnswers lossy = new LostAnswers(engine);
    private final SharedEngine store = new SharedEngine(lossy, "The engine of the test", Duration.ofMinutes(1));

    @AfterEach
    void close() {
        store.close();
    }

    @FunctionalInterface
    private interface Step {
        void with(Claim claim) throws Exception;
    }

    private TokenStore tokens(Duration lease) {
        return new ClusterTokenStore(store, "token", lease);
    }

    private TokenEntry entry() throws Exception {
        return TokenEntry.decode(engine.read("token").get(1, TimeUnit.MINUTES).orElseThrow())
                .orElseThrow();
    }

    private void awaitHeartbeats() throws Exception {
        long before = entry().beat();
        await().atMost(Duration.ofMinutes(1)).until(() -> entry().beat() > before + 3);
    }

    private void awaitLoss() {
        await().atMost(Duration.ofMinutes(1)).until(lossy::lost);
    }

    private static Arguments step(String name, Operation lost, Step step) {
        return Arguments.of(name, lost, step);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                step("a heartbeat", Operation.REPLACE, claim -> {}),
                step("permission to log in", Operation.TAKE_LOGIN, Claim::permitLogin),
                step("a login given back", Operation.RETURN_LOGIN, Claim::returnLogin),
                // or the heartbeat that comes in between
                step("a new token", Operation.REPLACE, claim -> claim.replace(TOKEN)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theClaimGoesOn(String name, Operation lost, Step step) throws Exception {
        try (Claim claim = tokens(LEASE).claim("a")) {
            String owner = entry().owner();
            awaitHeartbeats();
            lossy.lose(lost);
            try {
                step.with(claim);
            } catch (IOException noAnswer) {
                // as the component is told
            }
            awaitLoss();
            awaitHeartbeats();
            assertThat(entry().owner()).isEqualTo(owner);
        }
        assertThat(entry().isClaimed()).isFalse();
    }

    /** The heartbeat after a lost one looks what is stored, and this answer is lost as well. */
    @Test
    void theClaimGoesOnIfTheLookAfterALostHeartbeatIsLostToo() throws Exception {
        try (Claim claim = tokens(LEASE).claim("a")) {
            lossy.lose(Operation.REPLACE, Operation.READ);
            awaitLoss();
            awaitHeartbeats();
            assertThat(claim.load()).isEmpty();
        }
    }

    @Test
    void aTokenIsStored() throws Exception {
        try (Claim claim = tokens(LONG).claim("a")) {
            lossy.lose(Operation.REPLACE);
            assertThatThrownBy(() -> claim.replace(TOKEN)).isInstanceOf(TokenStore.BusyException.class);
        }
        try (Claim next = tokens(LONG).claim("a")) {
            assertThat(next.load()).contains(TOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"READ", "REPLACE"})
    void aClaimIsTriedAgain(Operation lost) throws Exception {
        TokenStore tokens = tokens(LEASE);
        lossy.lose(lost);
        assertThatThrownBy(() -> tokens.claim("a")).isInstanceOf(TokenStore.BusyException.class);
        tokens.claim("a").close();
    }

    @Test
    void theEndOfAClaimIsItsEnd() throws Exception {
        Claim claim = tokens(LONG).claim("a");
        lossy.lose(Operation.REPLACE);
        assertThatThrownBy(claim::close).isInstanceOf(TokenStore.BusyException.class);
        assertThat(entry().isClaimed()).isFalse();
        tokens(LONG).claim("a").close();
    }

    /** Nor does the heartbeat of a node that was suspended go on with the claim of its successor. */
    @Test
    void aClaimThatAnotherOneHasTakenIsNotTakenBack() throws Exception {
        try (Claim lostIt = tokens(LEASE).claim("a")) {
            String owner = entry().owner();
            TokenEntry successor = entry().claimedBy("successor");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> engine.replace("token", entry().encode(), successor.encode())
                            .get(1, TimeUnit.MINUTES));
            int before = engine.operations.get();
            await().atMost(Duration.ofMinutes(1)).until(() -> engine.operations.get() > before + 10);
            assertThat(entry()).isEqualTo(successor);
            assertThat(owner).isNotEqualTo("successor");
            assertThat(lostIt.load()).isEmpty();
        }
        assertThat(entry().isClaimed()).isTrue();
    }
}
