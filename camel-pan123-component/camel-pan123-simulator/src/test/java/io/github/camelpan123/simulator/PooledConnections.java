package io.github.camelpan123.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program that holds so many idle connections to a simulator, and tells how many of them still answer. */
final class PooledConnections {
    private PooledConnections() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int open = 0;
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            URI base = URI.create(sim.baseUrl());
            List<Socket> pool = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket(base.getHost(), base.getPort());
                socket.setSoTimeout(30_000);
                pool.add(socket);
                if (!answers(socket)) {
                    throw new IOException("connection " + i + " was never served");
                }
            }
            for (Socket each : pool) {
                open += answers(each) ? 1 : 0;
                each.close();
            }
        }
        System.out.println(open + " open, idle for " + System.getProperty("sun.net.httpserver.idleInterval") + " s");
        System.exit(0);
    }

    private static boolean answers(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        int read = socket.getInputStream().read();
        while (read >= 0 && read != '}') {
            read = socket.getInputStream().read();
        }
        return read >= 0;
    }
}
