package io.github.camelpan123.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs all benchmarks, or one by its name, each kind in a JVM of its own. */
public final class Benchmarks {
    private static final String SIMULATOR = "simulator";
    private static final String CALLS = "calls";
    private static final String NODES = "nodes";
    private static final String CLUSTER = "cluster";

    private Benchmarks() {}

    /**
     * Ends with 1 if a target is missed.
     *
     * @param args rounds, folder for the results, MiB of large files; {@code all}, {@code simulator}, {@code calls},
     *     {@code nodes}, {@code cluster} or the name of one of the transfers; trials of {@code calls}, a hyphen with the
     *     classes of an earlier build behind it, and the seed of {@code nodes}
     * @throws IOException if a JVM does not start
     * @throws InterruptedException if somebody wants no results
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String which = args[3];
        boolean reached = true;
        if (which.equals("all") || which.equals(SIMULATOR)) {
            reached = run("io.github.camelpan123.benchmarks.SimulatorBenchmark", List.of(args[0], args[1]));
        }
        if (which.equals("all") || which.equals(CALLS)) {
            reached &= run(
                    "io.github.camelpan123.benchmarks.calls.CallsBenchmark",
                    List.of(args[1], args[4], args[5].substring(1)));
        }
        if (which.equals("all") || which.equals(NODES)) {
            reached &= run("io.github.camelpan123.cluster.ManyNodesSimulation", List.of(args[1], args[6]));
        }
        if (which.equals("all") || which.equals(CLUSTER)) {
            reached &= run("io.github.camelpan123.benchmarks.ClusterBenchmark", List.of(args[0], args[1]));
        }
        if (!Set.of(SIMULATOR, CALLS, NODES, CLUSTER).contains(which)) {
            reached &= run(
                    "io.github.camelpan123.benchmarks.transfers.TransferBenchmark",
                    List.of(args[0], args[1], args[2], which, args[5].substring(1)));
        }
        System.exit(reached ? 0 : 1);
    }

    private static boolean run(String main, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                main));
        command.addAll(args);
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
