package io.github.camelpan123.simulator;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A program that starts another server of the JDK before the simulator, and ends when the simulator has had its look at it. */
final class TwoServersOfTheJdk {
    private TwoServersOfTheJdk() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
                .start();
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            System.out.println(sim.baseUrl());
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if ("pan123-nodelay-check".equals(thread.getName())) {
                    thread.join();
                }
            }
        }
        System.exit(0);
    }
}
