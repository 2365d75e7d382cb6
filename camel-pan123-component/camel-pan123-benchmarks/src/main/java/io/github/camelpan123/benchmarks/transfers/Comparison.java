package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.benchmarks.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The component beside something else, in rounds: one right after the other, and who goes first changes. */
final class Comparison {

    /**
     * Whether less is better.
     */
    enum Goal {
        AT_MOST,
        AT_LEAST
    }

    /** Work that knows how long it took. */
    @FunctionalInterface
    interface Timed {
        double seconds() throws IOException;
    }

    /**
     * Bounds of a median.
     *
     * @param low so much or more
     * @param high so much or less
     */
    record Interval(double low, double high) {}

    /**
     * One round.
     *
     * @param other seconds of what the component is measured against
     * @param component seconds of the component
     */
    record Round(double other, double component) {}

    private final String name;
    private final String against;
    private final Goal goal;
    private final double target;
    private final Timed other;
    private final Timed component;
    private final List<Round> rounds = new ArrayList<>();
    private boolean certainly;

    /**
     * @param goal {@code AT_MOST}: component's seconds over the other's; {@code AT_LEAST}: the other's over the component's
     */
    Comparison(String name, String against, Goal goal, double target, Threads.Work other, Threads.Work component) {
        this(name, against, goal, target, () -> Threads.seconds(other), () -> Threads.seconds(component));
    }

    /** Both sides measure their time themselves. */
    Comparison(String name, String against, Goal goal, double target, Timed other, Timed component) {
        this.name = name;
        this.against = against;
        this.goal = goal;
        this.target = target;
        this.other = other;
        this.component = component;
    }

    /** Wants the whole interval of the median to be within the target, not only the median. */
    Comparison certainly() {
        certainly = true;
        return this;
    }

    void run(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            double first;
            double second;
            if (i % 2 == 0) {
                first = other.seconds();
                second = component.seconds();
            } else {
                second = component.seconds();
                first = other.seconds();
            }
            rounds.add(new Round(first, second));
            System.out.printf(
                    Locale.ROOT, "%-22s round %d: %s %.2f s, component %.2f s%n", name, i + 1, against, first, second);
        }
    }

    String name() {
        return name;
    }

    String against() {
        return against;
    }

    Goal goal() {
        return goal;
    }

    double target() {
        return target;
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    double ratio(Round round) {
        return goal == Goal.AT_MOST ? round.component() / round.other() : round.other() / round.component();
    }

    double ratio() {
        return median(rounds.stream().map(this::ratio).toList());
    }

    /**
     * Where the median of very many rounds would be, with 95 % confidence: between two of these rounds, whatever the
     * distribution, since each is above that median as often as below it.
     */
    Interval interval() {
        List<Double> sorted = rounds.stream().map(this::ratio).sorted().toList();
        int count = sorted.size();
        int outside = 0;
        double below = Math.pow(0.5, count);
        double most = 0.025;
        for (double all = below; all <= most && outside < count / 2; all += below) {
            outside++;
            below *= (double) (count - outside + 1) / outside;
        }
        int first = Math.max(0, outside - 1);
        return new Interval(sorted.get(first), sorted.get(count - 1 - first));
    }

    double other() {
        return median(rounds.stream().map(Round::other).toList());
    }

    double component() {
        return median(rounds.stream().map(Round::component).toList());
    }

    boolean reached() {
        if (goal == Goal.AT_MOST) {
            return (certainly ? interval().high() : ratio()) <= target;
        }
        return (certainly ? interval().low() : ratio()) >= target;
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
