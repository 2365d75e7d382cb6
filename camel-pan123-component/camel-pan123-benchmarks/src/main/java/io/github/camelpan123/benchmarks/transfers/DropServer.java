package io.github.camelpan123.benchmarks.transfers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The few calls of the platform that uploads and downloads need, by a server that costs as little as a server can: it drops
 * the bytes that it gets without looking at them, and sends the same bytes over and over. Runs in a JVM of its own.
 */
public final class DropServer {

    private DropServer() {}

    /**
     * Serves until its parent ends, which closes the standard input.
     *
     * @param args none
     * @throws IOException if no port is free
     */
    public static void main(String[] args) throws IOException {
        Thread parent = new Thread(DropServer::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        String url = "http://127.0.0.1:" + server.socket().getLocalPort();
        DropDesk desk = new DropDesk(url);
        System.out.println(url);
        while (true) {
            SocketChannel client = server.accept();
            Thread thread = new Thread(new DropConnection(client, desk), "connection");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(0);
    }
}
