package io.github.camelpan123.simulator;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A program that starts another server of the JDK before the simulator, and ends when its input does. */
final class TwoServersOfTheJdk {
    private TwoServersOfTheJdk() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
                .start();
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            System.out.println(sim.baseUrl());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
