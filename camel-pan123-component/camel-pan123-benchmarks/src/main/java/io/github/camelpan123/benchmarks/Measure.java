package io.github.camelpan123.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One ratio: what the simulator reaches over what the JVM reaches without it. */
final class Measure {
    /** Gives one figure. */
    @FunctionalInterface
    interface Figure {
        double take() throws IOException;
    }

    /**
     * One round.
     *
     * @param baseline without the simulator
     * @param value with it
     */
    record Round(double baseline, double value) {
        double ratio() {
            return value / baseline;
        }
    }

    private final String name;
    private final String unit;
    private final double target;
    private final Figure baseline;
    private final Figure value;
    private final List<Round> rounds = new ArrayList<>();

    Measure(String name, String unit, double target, Figure baseline, Figure value) {
        this.name = name;
        this.unit = unit;
        this.target = target;
        this.baseline = baseline;
        this.value = value;
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    double target() {
        return target;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    /** Takes both figures, one right after the other; who goes first changes from round to round. */
    void round(int number) throws IOException {
        if (number % 2 == 0) {
            double without = baseline.take();
            rounds.add(new Round(without, value.take()));
        } else {
            double with = value.take();
            rounds.add(new Round(baseline.take(), with));
        }
    }

    double ratio() {
        return median(rounds.stream().map(Round::ratio).toList());
    }

    double baseline() {
        return median(rounds.stream().map(Round::baseline).toList());
    }

    double value() {
        return median(rounds.stream().map(Round::value).toList());
    }

    boolean reached() {
        return ratio() >= target;
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
