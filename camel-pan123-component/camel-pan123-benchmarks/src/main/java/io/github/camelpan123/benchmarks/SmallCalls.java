package io.github.camelpan123.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks the simulator, and a bare server of the JDK that always answers the same bytes, for something small. */
final class SmallCalls implements AutoCloseable {
    /** The account. */
    static final String INFO = "/api/v1/user/info";
    /** The root folder, which has {@value #FILES} files. */
    static final String LIST = "/api/v2/file/list?parentFileId=0&limit=100";

    private static final int FILES = 10;
    private static final int CONNECTIONS = 4;
    /** As many as each port of the simulator has. */
    private static final int SERVER_THREADS = 32;

    private static final int WARM_UP_CALLS = 200_000;
    private static final int CALLS = 40_000;

    private final Pan123Simulator simulator;
    private final HttpServer bare;
    private final ExecutorService bareThreads = Executors.newFixedThreadPool(SERVER_THREADS, Threads::daemon);
    private final byte[] request;

    SmallCalls(String path) throws IOException {
        // The simulator goes first: it sets what the JDK's server reads once per JVM, for itself and the bare one.
        simulator = Pan123Simulator.builder().limits(false).start();
        for (int i = 0; i < FILES; i++) {
            simulator.drive().addFile("/file " + i + ".bin", new byte[i]);
        }
        PlainCalls api = new PlainCalls(simulator);
        request = PlainCalls.head("GET", path, api.authorization());
        byte[] answer;
        try (PlainConnection connection = new PlainConnection(simulator.baseUrl())) {
            answer = connection.call(ByteBuffer.wrap(request)).getBytes(StandardCharsets.UTF_8);
        }
        bare = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        bare.setExecutor(bareThreads);
        bare.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        bare.start();
    }

    void warmUp() throws IOException {
        run(bareUrl(), WARM_UP_CALLS);
        run(simulator.baseUrl(), WARM_UP_CALLS);
    }

    /** Calls per second that the bare server answers. */
    double bare() throws IOException {
        return run(bareUrl(), CALLS);
    }

    /** Calls per second that the simulator answers. */
    double simulator() throws IOException {
        return run(simulator.baseUrl(), CALLS);
    }

    private String bareUrl() {
        return "http://127.0.0.1:" + bare.getAddress().getPort();
    }

    private double run(String url, int calls) throws IOException {
        List<Threads.Work> work = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            work.add(() -> {
                ByteBuffer sent = PlainConnection.direct(request);
                try (PlainConnection connection = new PlainConnection(url)) {
                    for (int call = 0; call < calls / CONNECTIONS; call++) {
                        if (!connection.call(sent).startsWith("{\"code\":0,")) {
                            throw new IOException("refused");
                        }
                    }
                }
            });
        }
        return calls / Threads.seconds(work);
    }

    @Override
    public void close() {
        bare.stop(0);
        bareThreads.shutdownNow();
        simulator.close();
    }
}
