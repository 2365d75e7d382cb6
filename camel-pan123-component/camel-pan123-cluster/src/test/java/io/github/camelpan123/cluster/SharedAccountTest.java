package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.cluster.UploadLease;
import io.github.camelpan123.account.cluster.UploadLease.State;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that stops keeps nothing that others would wait for until its lease is over. */
class SharedAccountTest {

    private static final String UPLOADS = "pan123:a:uploads";
    private static final int MOST = 16;

    private final MemoryEngine engine = new MemoryEngine();
    private final List<SharedAccount> open = new ArrayList<>();

    /** So that no thread that the machine holds up makes it seem that the engine does not answer. */
    private static ClusterSettings patient(ClusterType type) {
        return new ClusterSettings(
                new Bucket4jClusterProvider(),
                type,
                "none",
                Node.SLACK,
                Duration.ofMinutes(10),
                OnStoreLost.wait,
                2,
                1);
    }

    private SharedAccount node() {
        return node(patient(ClusterType.redis));
    }

    private SharedAccount node(ClusterSettings settings) {
        SharedAccount account = new SharedAccount(settings, engine, "a");
        open.add(account);
        return account;
    }

    @AfterEach
    void close() {
        open.forEach(SharedAccount::close);
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private UploadParts parts() throws Exception {
        return UploadParts.decode(get(engine.read(UPLOADS)).orElseThrow());
    }

    @Test
    void theUploadsInFlightOfANodeThatStopsAreFreeAtOnce() throws Exception {
        SharedAccount stopping = node();
        get(stopping.uploads(MOST).acquire());
        SharedAccount other = node();
        get(other.uploads(MOST).acquire());
        assertThat(parts().nodes()).hasSize(2);
        stopping.close();
        assertThat(parts().nodes()).hasSize(1);
    }

    @Test
    void anUploadThatEndsAfterTheNodeHasStoppedTakesNothingAgain() throws Exception {
        SharedAccount stopping = node();
        Runnable end = get(stopping.uploads(MOST).acquire());
        stopping.close();
        end.run();
        assertThat(parts().nodes()).isEmpty();
    }

    /** The number is known, as from a journal that the node has left. */
    @Test
    void anUploadOfANodeThatStopsIsTakenOverAtOnce() throws Exception {
        SharedAccount stopping = node();
        UploadLease lease = stopping.uploadLeases().of("upload", 0);
        assertThat(get(lease.acquire())).isEqualTo(State.HELD);
        UploadLease next = node().uploadLeases().of("upload", lease.number());
        assertThat(get(next.acquire())).isEqualTo(State.WAIT);
        stopping.close();
        assertThat(lease.valid()).isFalse();
        assertThat(get(next.acquire())).isEqualTo(State.HELD);
        assertThat(next.number()).isGreaterThan(lease.number());
        // nor does the node that has stopped take it away
        lease.release();
        assertThat(get(next.renew(false))).isEqualTo(State.HELD);

        UploadLease third = node().uploadLeases().of("upload", next.number());
        open.get(1).close();
        assertThat(get(third.acquire())).isEqualTo(State.HELD);
    }

    @Test
    void theClaimOnTheTokenOfANodeThatStopsIsFreeAtOnce() throws Exception {
        SharedAccount stopping = node();
        stopping.tokenStore().claim("a");
        stopping.close();
        int before = engine.operations.get();
        try (TokenStore.Claim claim = node().tokenStore().claim("a")) {
            assertThat(claim.load()).isEmpty();
            // one look, and one to take it; and the new node's question for the time
            assertThat(engine.operations.get() - before).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void anEngineThatDoesNotAnswerHoldsNoNodeUp() throws Exception {
        ClusterSettings impatient = Node.settings(2, OnStoreLost.wait, 1);
        SharedAccount stopping = node(impatient);
        get(stopping.uploads(MOST).acquire());
        engine.state = MemoryEngine.State.SILENT;
        CompletableFuture.runAsync(stopping::close).get(30, TimeUnit.SECONDS);
        SharedAccount lost = node(impatient);
        await().until(() -> lost.lostSince() != null);
        int before = engine.operations.get();
        lost.close();
        assertThat(engine.operations.get() - before).isLessThanOrEqualTo(1);
    }

    /** As a driver without a socketTimeout on a frozen server, which is not interrupted either. */
    private static final class FrozenDatabase {
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger held = new AtomicInteger();

        DataSource source() {
            return (DataSource) Proxy.newProxyInstance(
                    FrozenDatabase.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, given) -> {
                        held.incrementAndGet();
                        while (true) {
                            try {
                                over.await();
                                throw new SQLException("over");
                            } catch (InterruptedException goesOn) {
                                // a socket does not end either
                            }
                        }
                    });
        }
    }

    /** All threads of the engine are held, so the search for the token does not begin. */
    @Test
    void aDatabaseThatIsFrozenHoldsNoSearchForTheTokenUpWhenTheNodeStops() throws Exception {
        FrozenDatabase database = new FrozenDatabase();
        JdbcEngine jdbc = new JdbcEngine(database.source(), Duration.ofMinutes(10), Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            jdbc.read("key");
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> database.held.get() == 6);
        SharedAccount account = new SharedAccount(patient(ClusterType.jdbc), jdbc, "a");
        CompletableFuture<Exception> ended = new CompletableFuture<>();
        Thread route = new Thread(() -> {
            try {
                account.tokenStore().claim("a");
            } catch (IOException | RuntimeException e) {
                ended.complete(e);
            }
        });
        route.setDaemon(true);
        try {
            route.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> route.getState() == Thread.State.WAITING);
            account.close();
            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(TokenStore.BusyException.class);
        } finally {
            account.close();
            database.over.countDown();
        }
    }
}
