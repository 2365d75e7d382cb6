package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.TransactionDefinition;

/** Two nodes add the same key at the same time. With the isolation that the page names, at most one has it then. */
class JdbcClaimsIT {

    private static final String KEY = "1/abc";

    @TempDir
    Path folder;

    /** Waits between its look and its write, if it is to. */
    private static final class Node extends JdbcOrphanLockAwareIdempotentRepository {
        private final Callable<?> afterLook;

        Node(DataSource database, int isolation, CamelContext context, Callable<?> afterLook) {
            super(database, SharedRepository.transactions(database, isolation), "pieces", context);
            this.afterLook = afterLook;
            setCreateTableIfNotExists(false);
            setLockMaxAgeMillis(60_000);
            setLockKeepAliveIntervalMillis(20_000);
        }

        @Override
        protected int queryForInt(String key) {
            int found = super.queryForInt(key);
            try {
                afterLook.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return found;
        }
    }

    @ParameterizedTest
    @CsvSource({"h2,new", "h2,orphan", "h2,between", "postgres,new", "postgres,orphan", "postgres,between"})
    void oneOfTwoNodesGetsAKey(String kind, String key) throws Exception {
        if (kind.equals("h2")) {
            JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:" + folder.resolve("claims"), "sa", "");
            try {
                claim(pool, key);
            } finally {
                pool.dispose();
            }
        } else {
            try (PostgresServer server = PostgresServer.open()) {
                claim(server.pool(), key);
            }
        }
    }

    private static void claim(DataSource database, String key) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute(SharedRepository.TABLE);
            if (key.equals("orphan")) {
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO CAMEL_MESSAGEPROCESSED VALUES ('pieces', ?, ?)");
                insert.setString(1, KEY);
                insert.setTimestamp(2, Timestamp.from(Instant.now().minusSeconds(3600)));
                insert.executeUpdate();
            }
        }
        int isolation = Integer.getInteger("pan123.isolation", TransactionDefinition.ISOLATION_REPEATABLE_READ);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
            CountDownLatch oneHasAdded = new CountDownLatch(1);
            boolean between = key.equals("between");
            Node one = new Node(database, isolation, context, bothHaveLooked::await);
            // either writes at the same time as the one, or when the one has finished
            Node other = new Node(database, isolation, context, () -> {
                bothHaveLooked.await();
                if (between) {
                    oneHasAdded.await();
                }
                return null;
            });
            context.addService(one);
            context.addService(other);
            List<Future<Boolean>> claims = List.of(
                    threads.submit(() -> {
                        boolean has = has(one);
                        oneHasAdded.countDown();
                        return has;
                    }),
                    threads.submit(() -> has(other)));
            int got = 0;
            for (Future<Boolean> claim : claims) {
                got += claim.get() ? 1 : 0;
            }
            assertThat(got).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean has(Node node) {
        try {
            return node.add(KEY);
        } catch (RuntimeException e) {
            // the database has refused the second of them, and the consumer tries again at its next poll
            System.out.println("refused: " + e.getClass().getSimpleName());
            return false;
        }
    }
}
