package io.github.camelpan123.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server. It refuses to run as root, so root runs it as another user. */
final class PostgresServer extends Server {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path binaries;

    private PostgresServer(Path binaries) throws IOException {
        this.binaries = binaries;
    }

    /** Skips the test if there is no server. */
    static PostgresServer open() throws Exception {
        Path binaries = binaries();
        if (binaries == null) {
            System.out.println("SKIPPED: there is no server in " + VERSIONS + "; install the package postgresql");
        }
        Assumptions.assumeTrue(binaries != null);
        PostgresServer server = new PostgresServer(binaries);
        run(server.asUser(binaries.resolve("initdb") + " -A trust -U postgres --no-sync -D " + server.data()));
        server.start();
        Awaitility.await().ignoreExceptions().until(() -> {
            server.dataSource().getConnection().close();
            return true;
        });
        return server;
    }

    private static Path binaries() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .findFirst()
                    .orElse(null);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> asUser(String command) {
        boolean root = System.getProperty("user.name").equals("root");
        return root
                ? List.of("su", USER, "-s", "/bin/sh", "-c", "exec " + command)
                : List.of("/bin/sh", "-c", "exec " + command);
    }

    @Override
    List<String> command() {
        return asUser(binaries.resolve("postgres") + " -D " + data() + " -h 127.0.0.1 -p " + port
                + " -k '' -c fsync=off -c max_connections=200");
    }

    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser(USER);
        source.setDatabaseName(USER);
        return source;
    }

    void createTable() throws SQLException {
        execute(JdbcKind.CREATE_TABLE);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    DataSource pool() {
        return pool(port);
    }

    /** A pool of a node. */
    static DataSource pool(int port) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser(USER);
        source.setDatabaseName(USER);
        return new SmallPool(source);
    }
}
