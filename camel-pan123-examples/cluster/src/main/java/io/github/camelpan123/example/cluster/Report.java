package io.github.camelpan123.example.cluster;

import io.github.camelpan123.simulator.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What three nodes have done.
 *
 * @param files the files that each node has uploaded
 * @param figures what the server has counted
 */
record Report(List<List<String>> files, Figures figures) {

    /** The limits of a free account in calls a second, from the platform's notice of 2025-10-28. */
    static final Map<String, Integer> LIMITS =
            new TreeMap<>(Map.of("/api/v2/file/list", 5, "/upload/v1/file/mkdir", 5));

    /** As a table. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%n%-34s %6s%n", "Node", "Files"));
        for (int i = 0; i < files.size(); i++) {
            table.append(String.format(
                    Locale.ROOT, "%-34s %6d%n", "node " + (i + 1), files.get(i).size()));
        }
        table.append(String.format(
                Locale.ROOT, "%n%-34s %6s %9s %13s %8s%n", "Call", "Calls", "Limit", "Fullest", "Refused"));
        figures.byPath().forEach((path, counts) -> {
            if (figures.calls(path) > 0) {
                boolean limited = LIMITS.containsKey(path);
                table.append(String.format(
                        Locale.ROOT,
                        "%-34s %6d %9s %13s %8d%n",
                        path.substring(1),
                        figures.calls(path),
                        limited ? LIMITS.get(path) + " a s" : "",
                        limited ? figures.fullestWindow(path) + " in 1 s" : "",
                        figures.refused(path)));
            }
        });
        return table.append(String.format(
                        Locale.ROOT,
                        "%nRefused %d, tokens issued %d%n",
                        figures.totalRefused(),
                        figures.tokensIssued()))
                .toString();
    }
}
