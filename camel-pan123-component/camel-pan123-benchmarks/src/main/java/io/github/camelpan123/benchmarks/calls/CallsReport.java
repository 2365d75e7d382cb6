package io.github.camelpan123.benchmarks.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The trials as CSV, and calls and seconds over the number of files as a picture. */
final class CallsReport {

    static final String LINE = "unchanged folder, this build";
    static final String OLD_LINE = "unchanged folder, earlier build";

    private static final int LEFT = 70;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 240;
    private static final int TOP = 40;
    private static final double MOST_FILES = 10_000;
    private static final int TICKS = 5;
    private static final String COLOUR = "#36c";
    private static final String OLD_COLOUR = "#c33";

    private CallsReport() {}

    static void write(List<Trial> trials, Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("work,files,folders,calls,lists,seconds,bound\n");
        trials.forEach(trial -> csv.append(trial.csv()).append('\n'));
        Files.writeString(folder.resolve("calls-benchmark.csv"), csv);
        if (trials.stream().anyMatch(trial -> trial.name().equals(LINE))) {
            Files.writeString(folder.resolve("calls-benchmark.svg"), svg(trials));
        }
    }

    private static String svg(List<Trial> trials) {
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                2 * (LEFT + WIDTH) + LEFT, TOP + HEIGHT + 60));
        plot(svg, LEFT, "calls", trials, Trial::all);
        plot(svg, 2 * LEFT + WIDTH, "seconds", trials, Trial::seconds);
        return svg.append("</svg>\n").toString();
    }

    private static void plot(
            StringBuilder svg, int left, String what, List<Trial> trials, ToDoubleFunction<Trial> figure) {
        double most = trials.stream()
                .filter(trial -> trial.name().equals(LINE) || trial.name().equals(OLD_LINE))
                .mapToDouble(figure)
                .max()
                .orElse(1);
        int bottom = TOP + HEIGHT;
        svg.append(String.format(
                "<text x='%d' y='%d'>%s of a second run over the files of one folder, nothing changed</text>%n"
                        + "<path d='M%d %d V%d H%d' fill='none' stroke='#888'/>%n"
                        + "<text x='%d' y='%d' text-anchor='middle' fill='#666'>files</text>%n"
                        + "<text x='%d' y='%d' text-anchor='end' fill='%s'>%s</text>%n"
                        + "<text x='%d' y='%d' text-anchor='end' fill='%s'>%s</text>%n",
                left,
                TOP - 14,
                what,
                left,
                TOP,
                bottom,
                left + WIDTH,
                left + WIDTH / 2,
                bottom + 34,
                left + WIDTH,
                TOP + 12,
                OLD_COLOUR,
                "earlier build, 100 and 300 files",
                left + WIDTH,
                TOP + 28,
                COLOUR,
                "this build"));
        for (int i = 0; i <= TICKS; i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x='%d' y='%d' text-anchor='middle' fill='#666'>%.0f</text>%n"
                            + "<text x='%d' y='%d' text-anchor='end' fill='#666'>%.0f</text>%n",
                    left + WIDTH * i / TICKS,
                    bottom + 16,
                    MOST_FILES * i / TICKS,
                    left - 6,
                    bottom - HEIGHT * i / TICKS + 4,
                    most * i / TICKS));
        }
        line(svg, left, most, COLOUR, trials, LINE, figure);
        line(svg, left, most, OLD_COLOUR, trials, OLD_LINE, figure);
    }

    private static void line(
            StringBuilder svg,
            int left,
            double most,
            String colour,
            List<Trial> trials,
            String name,
            ToDoubleFunction<Trial> figure) {
        StringBuilder points = new StringBuilder();
        for (Trial trial : trials) {
            if (trial.name().equals(name)) {
                double x = left + WIDTH * trial.files() / MOST_FILES;
                double y = TOP + HEIGHT - HEIGHT * figure.applyAsDouble(trial) / most;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.append(String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>%n", x, y, colour));
            }
        }
        if (points.length() > 0) {
            svg.append(String.format(
                    "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>%n", points, colour));
        }
    }
}
