package io.github.camelpan123.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** The command line entry point. Starts the platform, prints its URLs, and runs until the process ends. */
public final class Main {
    private Main() {}

    /**
     * Starts the platform.
     *
     * @param arguments the options; {@code --help} lists them
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        int status = run(arguments, System.out, System.err);
        if (status >= 0) {
            System.exit(status);
        }
        new CountDownLatch(1).await();
    }

    /** Returns the exit status, or a negative number while the platform runs. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Try --help.");
            return 2;
        }
        if (line.help()) {
            out.print(CommandLine.HELP);
            return 0;
        }
        try {
            Pan123Simulator simulator = line.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "pan123-shutdown"));
            out.print(greeting(simulator));
            out.flush();
            return -1;
        } catch (IOException | RuntimeException e) {
            err.println("cannot start: " + e.getMessage());
            return 1;
        }
    }

    static String greeting(Pan123Simulator simulator) {
        StringBuilder text = new StringBuilder();
        text.append("123pan open platform, simulated, at ")
                .append(simulator.baseUrl())
                .append('\n');
        text.append("client id      ").append(simulator.clientId()).append('\n');
        text.append("client secret  ").append(simulator.clientSecret()).append('\n');
        text.append("upload servers ")
                .append(String.join(" ", simulator.sliceServerUrls()))
                .append('\n');
        if (simulator.trustStore() != null) {
            text.append("trust store    ").append(simulator.trustStore());
            text.append(" (password ").append(simulator.trustStorePassword()).append(")\n");
        }
        text.append("\nFor application.properties:\n\n");
        property(text, "base-url", simulator.baseUrl());
        property(text, "client-id", simulator.clientId());
        property(text, "client-secret", simulator.clientSecret());
        if (simulator.trustStore() != null) {
            text.append("\nFor the JVM of the client, which then trusts this certificate and no other:\n\n");
            text.append("-Djavax.net.ssl.trustStore=").append(simulator.trustStore());
            text.append(" -Djavax.net.ssl.trustStoreType=PKCS12");
            text.append(" -Djavax.net.ssl.trustStorePassword=")
                    .append(simulator.trustStorePassword())
                    .append('\n');
        }
        text.append("\nCtrl-C ends it.\n");
        return text.toString();
    }

    private static void property(StringBuilder text, String name, String value) {
        text.append("camel.component.pan123.")
                .append(name)
                .append('=')
                .append(value)
                .append('\n');
    }
}
