package io.github.camelpan123.benchmarks.calls;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Whether random workloads take as long as the component estimates. */
final class EstimateTrials {

    private static final int ESTIMATES = 30;
    private static final int ESTIMATES_AT_ONCE = 3;
    private static final double LARGEST_ERROR = 0.1;

    private EstimateTrials() {}

    /**
     * Runs and prints the trials.
     *
     * @return whether all estimates were close enough
     * @throws IOException if a trial failed
     */
    static boolean run() throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(ESTIMATES_AT_ONCE);
        try {
            // the first one warms up the JVM
            try (EstimateTrial first = new EstimateTrial(0)) {
                first.run();
            }
            List<Future<EstimateTrial.Outcome>> outcomes = Stream.generate(new Random()::nextLong)
                    .limit(ESTIMATES)
                    .map(seed -> threads.submit(() -> {
                        try (EstimateTrial trial = new EstimateTrial(seed)) {
                            return trial.run();
                        }
                    }))
                    .toList();
            System.out.printf("%20s %-4s %7s %7s %8s  %s%n", "seed", "tier", "expects", "seconds", "error", "bound by");
            double worst = 0;
            for (Future<EstimateTrial.Outcome> outcome : outcomes) {
                System.out.println(outcome.get().row());
                worst = Math.max(worst, Math.abs(outcome.get().error()));
            }
            System.out.printf(Locale.ROOT, "largest error of %d estimates: %.1f %%%n", ESTIMATES, 100 * worst);
            return worst <= LARGEST_ERROR;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
