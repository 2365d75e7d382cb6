package io.github.camelpan123.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the simulator is fast enough to stand behind a benchmark. Arguments: rounds (at least 9) and the folder for the results. */
public final class SimulatorBenchmark {
    private static final int LEAST_ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 2;

    private SimulatorBenchmark() {}

    /**
     * Measures, prints and writes the results, and ends with 1 if a target is missed.
     *
     * @param args rounds and folder, both optional
     * @throws IOException if something did not answer
     */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : LEAST_ROUNDS;
        if (rounds < LEAST_ROUNDS) {
            System.err.println("at least " + LEAST_ROUNDS + " rounds");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(args.length > 1 ? args[1] : "target"));
        List<Measure> measures = measure(rounds);
        System.out.print(Report.table(measures));
        Report.csv(measures, folder.resolve("simulator-benchmark.csv"));
        Report.svg(measures, folder.resolve("simulator-benchmark.svg"));
        boolean missed = false;
        for (Measure measure : measures) {
            if (!measure.reached()) {
                missed = true;
                System.err.printf("%s: %.3f, target %.2f%n", measure.name(), measure.ratio(), measure.target());
            }
        }
        System.exit(missed ? 1 : 0);
    }

    private static List<Measure> measure(int rounds) throws IOException {
        try (SmallCalls info = new SmallCalls(SmallCalls.INFO);
                SmallCalls list = new SmallCalls(SmallCalls.LIST);
                SliceIntake keeping = new SliceIntake(true, 1);
                SliceIntake dropping = new SliceIntake(false, 1);
                SliceIntake keepingTwo = new SliceIntake(true, 2);
                SliceIntake droppingTwo = new SliceIntake(false, 2)) {
            List<Measure> measures = List.of(
                    new Measure("small calls, account", "calls/s", 0.7, info::bare, info::simulator),
                    new Measure("small calls, list of ten", "calls/s", 0.7, list::bare, list::simulator),
                    new Measure("slices kept, 1 connection", "MB/s", 0.6, SliceIntake::digest, keeping::intake),
                    new Measure("slices dropped, 1 connection", "MB/s", 0.6, SliceIntake::digest, dropping::intake),
                    new Measure("slices kept, 2 connections", "MB/s", 0.6, SliceIntake::digest, keepingTwo::intake),
                    new Measure(
                            "slices dropped, 2 connections", "MB/s", 0.6, SliceIntake::digest, droppingTwo::intake));
            info.warmUp();
            list.warmUp();
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                SliceIntake.digest();
                keeping.intake();
                dropping.intake();
                keepingTwo.intake();
                droppingTwo.intake();
            }
            for (int i = 0; i < rounds; i++) {
                for (Measure measure : measures) {
                    measure.round(i);
                }
            }
            return measures;
        }
    }
}
