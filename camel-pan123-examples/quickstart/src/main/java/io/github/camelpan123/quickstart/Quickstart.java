package io.github.camelpan123.quickstart;

import io.github.camelpan123.Pan123LivePage;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.nio.file.Path;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.main.Main;

/**
 * Starts the routes of {@code camel/quickstart.camel.yaml}. With {@code PAN123_CLIENT_ID} and
 * {@code PAN123_CLIENT_SECRET} in the environment they run against the real platform, otherwise against the simulator,
 * which keeps its state under {@code target/simulator}.
 */
public final class Quickstart {

    private Quickstart() {}

    /** Runs the job once and ends; exit code 1 when anything failed. */
    public static void main(String[] args) throws Exception {
        System.exit(run());
    }

    private static int run() throws Exception {
        boolean id = present("PAN123_CLIENT_ID");
        boolean secret = present("PAN123_CLIENT_SECRET");
        if (id != secret) {
            System.err.println("Set both PAN123_CLIENT_ID and PAN123_CLIENT_SECRET to use an account, or neither to use"
                    + " the simulator");
            return 1;
        }
        Path target = Path.of("target");
        try {
            return (id ? run(target, null) : runOnSimulator(target)) == 0 ? 0 : 1;
        } catch (FailedToStartRouteException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(cause.getMessage());
            return 1;
        }
    }

    private static boolean present(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    private static int runOnSimulator(Path target) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                .stateDirectory(target.resolve("simulator"))
                .start()) {
            int failures = run(target, simulator);
            System.out.println("The simulator answered " + simulator.figures().totalCalls() + " calls and refused "
                    + simulator.figures().totalRefused());
            return failures;
        }
    }

    /** @param simulator null for the real platform */
    static int run(Path target, Pan123Simulator simulator) throws Exception {
        SampleInput.write(target.resolve("input"));
        Main main = new Main();
        main.addOverrideProperty("quickstart.input", target.resolve("input").toString());
        main.addOverrideProperty("quickstart.output", target.resolve("hls").toString());
        main.addOverrideProperty(
                "quickstart.state",
                target.resolve(simulator == null ? "state" : "simulator").toString());
        if (simulator != null) {
            main.addOverrideProperty("camel.component.pan123.base-url", simulator.baseUrl());
            main.addOverrideProperty("camel.component.pan123.client-id", simulator.clientId());
            main.addOverrideProperty("camel.component.pan123.client-secret", simulator.clientSecret());
        }
        JobReport report = new JobReport(SampleInput.count(target.resolve("input")), main::completed);
        main.bind("jobReport", report);
        main.bind("livePage", new Pan123LivePage());
        System.out.println("Uploading " + target.resolve("input") + " to "
                + (simulator == null ? "123pan" : "the simulator of 123pan") + ", videos come back to "
                + target.resolve("hls"));
        main.run();
        return report.failures();
    }
}
