package io.github.camelpan123.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The rounds as a table, as CSV and as a picture. */
final class Report {
    private static final int LEFT = 250;
    private static final int WIDTH = 400;
    private static final int ROW = 34;
    private static final double SCALE_END = 1.2;

    private Report() {}

    static String table(List<Measure> measures) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                "%-34s %12s %12s %-8s %7s %7s%n", "measure", "without", "simulator", "unit", "ratio", "target"));
        for (Measure measure : measures) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-34s %12.0f %12.0f %-8s %7.2f %7.2f%s%n",
                    measure.name(),
                    measure.baseline(),
                    measure.value(),
                    measure.unit(),
                    measure.ratio(),
                    measure.target(),
                    measure.reached() ? "" : "  missed"));
        }
        return table.toString();
    }

    static void csv(List<Measure> measures, Path file) throws IOException {
        StringBuilder csv = new StringBuilder("measure,round,unit,without,simulator,ratio,target\n");
        for (Measure measure : measures) {
            int number = 0;
            for (Measure.Round round : measure.rounds()) {
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,%d,%s,%.1f,%.1f,%.4f,%.2f%n",
                        measure.name(),
                        ++number,
                        measure.unit(),
                        round.baseline(),
                        round.value(),
                        round.ratio(),
                        measure.target()));
            }
        }
        Files.writeString(file, csv);
    }

    /** A line per measure: a dot per round, a bar for the median, a red line for the target. */
    static void svg(List<Measure> measures, Path file) throws IOException {
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                LEFT + WIDTH + 60, ROW * (measures.size() + 1)));
        int middle = ROW / 2;
        for (Measure measure : measures) {
            svg.append(String.format("<text x='10' y='%d'>%s</text>%n", middle + 4, measure.name()));
            svg.append(line(LEFT, LEFT + WIDTH, middle, middle, "#ddd", 1));
            for (Measure.Round round : measure.rounds()) {
                svg.append(String.format(
                        "<circle cx='%d' cy='%d' r='3' fill='#36c' fill-opacity='0.5'/>%n", x(round.ratio()), middle));
            }
            int median = x(measure.ratio());
            svg.append(line(median, median, middle - 10, middle + 10, "#036", 3));
            int target = x(measure.target());
            svg.append(line(target, target, middle - 12, middle + 12, "#c00", 1));
            svg.append(String.format(
                    Locale.ROOT, "<text x='%d' y='%d'>%.2f</text>%n", LEFT + WIDTH + 12, middle + 4, measure.ratio()));
            middle += ROW;
        }
        for (int tenth = 0; tenth <= 12; tenth += 2) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x='%d' y='%d' text-anchor='middle' fill='#666'>%.1f</text>%n",
                    x(tenth / 10.0),
                    middle + 4,
                    tenth / 10.0));
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static String line(int x1, int x2, int y1, int y2, String colour, int width) {
        return String.format(
                "<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='%s' stroke-width='%d'/>%n",
                x1, x2, y1, y2, colour, width);
    }

    private static int x(double ratio) {
        return LEFT + (int) Math.round(WIDTH * Math.min(ratio, SCALE_END) / SCALE_END);
    }
}
