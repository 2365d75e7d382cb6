#!/usr/bin/env bash
# Apache Camel, camel-sql: JdbcOrphanLockAwareIdempotentRepository, with the transactions that it makes for itself. A key
# whose owner has died is expired after lockMaxAgeMillis. Two nodes that look at it before either has written both get it:
# add() is true for both, and both work on the same message. The update of the row does not ask whether the row is still
# as it was seen. With transactions of isolation REPEATABLE READ, which one can give to the repository, the database
# refuses the second.
# The subclass only lets both look before either writes.
# Seen on 2026-11-29 with JDK 17, H2 2.3.232:
#   4.18.0 default: both got it
#   4.18.0 repeatable read: one got it
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Takeover.java <<'JAVA'
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

public class Takeover {
    static class Node extends JdbcOrphanLockAwareIdempotentRepository {
        final CyclicBarrier bothHaveLooked;

        Node(JdbcConnectionPool pool, TransactionTemplate transactions, DefaultCamelContext context, CyclicBarrier barrier) {
            super(pool, transactions, "files", context);
            bothHaveLooked = barrier;
            setLockMaxAgeMillis(60_000);
            setLockKeepAliveIntervalMillis(20_000);
        }

        @Override
        protected int queryForInt(String key) {
            int found = super.queryForInt(key);
            try {
                bothHaveLooked.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return found;
        }
    }

    static String takeOver(String name, int isolation) throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + isolation + ";DB_CLOSE_DELAY=-1", "sa", "");
        try (DefaultCamelContext context = new DefaultCamelContext(); Connection connection = pool.getConnection()) {
            connection.createStatement().execute("CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255), "
                    + "messageId VARCHAR(100), createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))");
            var row = connection.prepareStatement("INSERT INTO CAMEL_MESSAGEPROCESSED VALUES ('files', 'a.txt', ?)");
            row.setTimestamp(1, Timestamp.from(Instant.now().minusSeconds(3600)));
            row.executeUpdate();
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
            transactions.setIsolationLevel(isolation);
            CyclicBarrier barrier = new CyclicBarrier(2);
            List<Node> nodes = List.of(
                    new Node(pool, transactions, context, barrier), new Node(pool, transactions, context, barrier));
            for (Node node : nodes) {
                context.addService(node);
            }
            ExecutorService threads = Executors.newFixedThreadPool(2);
            int got = 0;
            List<Future<Boolean>> claims =
                    nodes.stream().map(node -> threads.submit(() -> node.add("a.txt"))).toList();
            for (Future<Boolean> claim : claims) {
                try {
                    got += claim.get() ? 1 : 0;
                } catch (java.util.concurrent.ExecutionException refused) {
                    // the database has refused it
                }
            }
            threads.shutdown();
            return context.getVersion() + " " + name + ": " + (got == 2 ? "both" : got == 1 ? "one" : "nobody") + " got it";
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(takeOver("default", TransactionDefinition.ISOLATION_DEFAULT));
        System.out.println(takeOver("repeatable read", TransactionDefinition.ISOLATION_REPEATABLE_READ));
        System.exit(0);
    }
}
JAVA

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>orphan-lock</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-engine</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-sql</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><version>2.3.232</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -Dmaven.repo.local="$work/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classpath" >&2
seen=$(java -cp "$(cat classpath)" Takeover.java 2>/dev/null)
echo "$seen"
[ "$seen" = "4.18.0 default: both got it
4.18.0 repeatable read: one got it" ]
