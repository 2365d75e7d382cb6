package io.github.camelpan123.benchmarks.transfers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The rounds as a table, as CSV and as a picture. */
final class TransferReport {

    private static final int LEFT = 330;
    private static final int WIDTH = 420;
    private static final int RIGHT = 130;
    private static final int ROW = 40;
    private static final double SCALE_END = 1.3;

    private final List<Comparison> comparisons;
    private final List<HeapTrials.Outcome> trials;

    TransferReport(List<Comparison> comparisons, List<HeapTrials.Outcome> trials) {
        this.comparisons = comparisons;
        this.trials = trials;
    }

    String table() {
        StringBuilder table = new StringBuilder();
        if (!comparisons.isEmpty()) {
            table.append(String.format(
                    "%n%-22s %-34s %9s %11s %7s %14s %9s%n",
                    "measure", "against", "its s", "component s", "ratio", "95 %", "target"));
        }
        for (Comparison each : comparisons) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-22s %-34s %9.2f %11.2f %7.2f %14s %9s%s%n",
                    each.name(),
                    each.against(),
                    each.other(),
                    each.component(),
                    each.ratio(),
                    interval(each.interval()),
                    target(each),
                    each.reached() ? "" : "  missed"));
        }
        for (HeapTrials.Outcome trial : trials) {
            String state = trial.reached() == null ? "SKIPPED" : trial.reached() ? "held" : "missed";
            table.append(String.format("%-22s %s: %s (%s)%n", "heap", trial.name(), state, trial.told()));
        }
        return table.toString();
    }

    private static String interval(Comparison.Interval interval) {
        return String.format(Locale.ROOT, "%.2f to %.2f", interval.low(), interval.high());
    }

    private static String target(Comparison each) {
        return String.format(
                Locale.ROOT, "%s %.2f", each.goal() == Comparison.Goal.AT_MOST ? "<=" : ">=", each.target());
    }

    boolean reached() {
        return comparisons.stream().allMatch(Comparison::reached)
                && trials.stream().allMatch(trial -> trial.reached() == null || trial.reached());
    }

    void csv(Path file) throws IOException {
        StringBuilder csv = new StringBuilder("measure,against,round,other seconds,component seconds,ratio,target\n");
        for (Comparison each : comparisons) {
            int number = 0;
            for (Comparison.Round round : each.rounds()) {
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%.4f,%.4f,%.4f,%s%n",
                        each.name(),
                        each.against(),
                        ++number,
                        round.other(),
                        round.component(),
                        each.ratio(round),
                        target(each)));
            }
        }
        Files.writeString(file, csv);
    }

    /**
     * A line per measure: a dot per round, a bar for the median. The scale is how much of the allowance is used, so
     * that every target is the same red line, and left of it is well.
     */
    void svg(Path file) throws IOException {
        int height = ROW * (comparisons.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                LEFT + WIDTH + RIGHT, height));
        svg.append(text(
                10,
                22,
                "start",
                "#000",
                "Share of the allowance that is used; left of the red line the target is reached"));
        int middle = ROW + ROW / 2;
        for (Comparison each : comparisons) {
            svg.append(text(10, middle - 3, "start", "#000", each.name()));
            svg.append(text(10, middle + 11, "start", "#666", "against " + each.against()));
            svg.append(line(LEFT, LEFT + WIDTH, middle, middle, "#ddd", 1));
            for (Comparison.Round round : each.rounds()) {
                svg.append(String.format(
                        "<circle cx='%d' cy='%d' r='3' fill='#36c' fill-opacity='0.5'/>%n",
                        x(used(each, each.ratio(round))), middle));
            }
            int median = x(used(each, each.ratio()));
            svg.append(line(median, median, middle - 10, middle + 10, "#036", 3));
            svg.append(text(
                    LEFT + WIDTH + 10,
                    middle + 4,
                    "start",
                    each.reached() ? "#000" : "#c00",
                    String.format(Locale.ROOT, "%.2f (%s)", each.ratio(), escaped(target(each)))));
            middle += ROW;
        }
        svg.append(line(x(1), x(1), ROW, middle - ROW / 2, "#c00", 1));
        for (double tick = 0; tick <= SCALE_END; tick += 0.25) {
            svg.append(text(x(tick), middle, "middle", "#666", String.format(Locale.ROOT, "%.2f", tick)));
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static double used(Comparison each, double ratio) {
        return each.goal() == Comparison.Goal.AT_MOST ? ratio / each.target() : each.target() / ratio;
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String text(int x, int y, String anchor, String colour, String text) {
        return String.format("<text x='%d' y='%d' text-anchor='%s' fill='%s'>%s</text>%n", x, y, anchor, colour, text);
    }

    private static String line(int x1, int x2, int y1, int y2, String colour, int width) {
        return String.format(
                "<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='%s' stroke-width='%d'/>%n",
                x1, x2, y1, y2, colour, width);
    }

    private static int x(double used) {
        return LEFT + (int) Math.round(WIDTH * Math.min(used, SCALE_END) / SCALE_END);
    }
}
