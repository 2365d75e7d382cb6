package io.github.camelpan123.cluster;

import io.github.camelpan123.cluster.ManyNodesSimulation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The outcomes as CSV, and as pictures over the number of nodes. */
final class ManyNodesReport {

    private static final int LEFT = 70;
    private static final int WIDTH = 300;
    private static final int HEIGHT = 240;
    private static final int TOP = 40;
    private static final double MOST_NODES = 100;
    private static final String GREY = "#888";
    private static final String BLUE = "#36c";
    private static final Map<Integer, String> COLOURS = Map.of(1, "#c33", 3, "#e80", 10, "#393", 20, BLUE);

    /** Takes a second with four threads on two busy cores, measured on 2026-11-29, see the page about many nodes. */
    private static final Map<String, Double> ENGINES =
            new TreeMap<>(Map.of("PostgreSQL 15", 710.0, "Redis 7.0", 3_600.0, "Hazelcast 5.5", 81_000.0));

    private static final double LEAST_OPERATIONS = 100;
    private static final double MOST_OPERATIONS = 100_000;

    private ManyNodesReport() {}

    static void write(List<Outcome> outcomes, Path folder, long seed) throws IOException {
        StringBuilder csv = new StringBuilder("seed,nodes,limit,operations,fullest,used,least,most,expired\n");
        for (Outcome one : outcomes) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.3f,%d,%.4f,%.3f,%.3f,%d%n",
                    seed,
                    one.nodes(),
                    one.limit(),
                    one.operations(),
                    one.fullest(),
                    one.used(),
                    one.least(),
                    one.most(),
                    one.expired()));
        }
        Files.writeString(folder.resolve("nodes-benchmark.csv"), csv);
        Files.writeString(folder.resolve("nodes-benchmark.svg"), svg(outcomes));
    }

    private static String svg(List<Outcome> outcomes) {
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n",
                3 * (LEFT + WIDTH) + LEFT, TOP + HEIGHT + 60));
        operations(svg, outcomes);
        int second = 2 * LEFT + WIDTH;
        axes(svg, second, "part of each limit that is used", List.of("0 %", "25 %", "50 %", "75 %", "100 %"));
        int third = 3 * LEFT + 2 * WIDTH;
        axes(svg, third, "calls of a node, as part of the equal share", List.of("0", "0.5", "1", "1.5", "2"));
        int legend = TOP + HEIGHT - 70;
        for (Map.Entry<Integer, String> colour : new TreeMap<>(COLOURS).entrySet()) {
            List<Outcome> of = outcomes.stream()
                    .filter(outcome -> outcome.limit() == colour.getKey())
                    .toList();
            line(
                    svg,
                    second,
                    colour.getValue(),
                    of,
                    of.stream().map(Outcome::used).toList());
            line(
                    svg,
                    third,
                    colour.getValue(),
                    of,
                    of.stream().map(o -> o.least() / 2).toList());
            line(
                    svg,
                    third,
                    colour.getValue(),
                    of,
                    of.stream().map(o -> o.most() / 2).toList());
            for (int left : new int[] {second, third}) {
                text(svg, left + WIDTH - 4, legend, "end", colour.getValue(), colour.getKey() + " a second");
            }
            legend += 16;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void operations(StringBuilder svg, List<Outcome> outcomes) {
        axes(
                svg,
                LEFT,
                "operations a second of the engine, all limits of a member",
                List.of("100", "1,000", "10,000", "100,000"));
        ENGINES.forEach((name, takes) -> {
            double y = y(scaled(takes));
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d='M%d %.1f H%d' stroke='%s' stroke-dasharray='4 3'/>%n",
                    LEFT,
                    y,
                    LEFT + WIDTH,
                    GREY));
            text(svg, LEFT + WIDTH - 4, (int) y - 4, "end", GREY, name + " bears " + takes.intValue());
        });
        List<Outcome> one = outcomes.stream()
                .filter(outcome -> outcome.limit() == outcomes.get(0).limit())
                .toList();
        line(
                svg,
                LEFT,
                BLUE,
                one,
                one.stream()
                        .map(outcome -> scaled(ManyNodesSimulation.operations(outcomes, outcome.nodes())))
                        .toList());
    }

    private static double scaled(double operations) {
        return Math.log(operations / LEAST_OPERATIONS) / Math.log(MOST_OPERATIONS / LEAST_OPERATIONS);
    }

    private static double y(double part) {
        return TOP + HEIGHT - HEIGHT * part;
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String colour, String text) {
        svg.append(String.format(
                "<text x='%d' y='%d' text-anchor='%s' fill='%s'>%s</text>%n", x, y, anchor, colour, text));
    }

    private static void axes(StringBuilder svg, int left, String title, List<String> ticks) {
        int bottom = TOP + HEIGHT;
        text(svg, left, TOP - 14, "start", "#000", title);
        svg.append(String.format(
                "<path d='M%d %d V%d H%d' fill='none' stroke='%s'/>%n", left, TOP, bottom, left + WIDTH, GREY));
        text(svg, left + WIDTH / 2, bottom + 34, "middle", "#666", "nodes");
        for (int i = 0; i < ticks.size(); i++) {
            text(svg, left - 6, bottom - HEIGHT * i / (ticks.size() - 1) + 4, "end", "#666", ticks.get(i));
        }
        for (int nodes = 0; nodes <= MOST_NODES; nodes += 20) {
            text(svg, left + (int) (WIDTH * nodes / MOST_NODES), bottom + 16, "middle", "#666", "" + nodes);
        }
    }

    private static void line(StringBuilder svg, int left, String colour, List<Outcome> of, List<Double> parts) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < of.size(); i++) {
            double x = left + WIDTH * of.get(i).nodes() / MOST_NODES;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(parts.get(i))));
            svg.append(String.format(
                    Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>%n", x, y(parts.get(i)), colour));
        }
        svg.append(String.format("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>%n", points, colour));
    }
}
