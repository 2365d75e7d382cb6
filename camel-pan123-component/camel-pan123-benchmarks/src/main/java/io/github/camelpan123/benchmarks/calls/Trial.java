package io.github.camelpan123.benchmarks.calls;

import java.util.Locale;
import java.util.Map;

/**
 * One run of an application, as the server saw it.
 *
 * @param name what it did
 * @param files how many files it worked on
 * @param folders in how many folders
 * @param calls how many requests of each path, without logins
 * @param seconds between the first and the last of them
 * @param bound seconds below which the limits, or the bare client, cannot get
 * @param most how many calls it should need at most; 0 for any number
 * @param slowest how many times the bound it may take; 0 for any
 */
record Trial(
        String name,
        int files,
        int folders,
        Map<String, Long> calls,
        double seconds,
        double bound,
        long most,
        double slowest) {

    static final String LIST = "/api/v2/file/list";

    long all() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    long lists() {
        return calls.getOrDefault(LIST, 0L);
    }

    double timesTheBound() {
        return bound == 0 ? 0 : seconds / bound;
    }

    boolean reached() {
        return (most == 0 || all() <= most) && (slowest == 0 || timesTheBound() <= slowest);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-44s %6d %4d %7d %6d %8.3f %8.1f %7.1f %6.2f  %s%s",
                name,
                files,
                folders,
                all(),
                lists(),
                (double) all() / files,
                seconds,
                bound,
                timesTheBound(),
                target(),
                reached() ? "" : "  missed");
    }

    static String head() {
        return String.format(
                "%-44s %6s %4s %7s %6s %8s %8s %7s %6s  %s",
                "work", "files", "dirs", "calls", "lists", "a file", "seconds", "bound", "times", "target");
    }

    private String target() {
        StringBuilder target = new StringBuilder();
        if (most > 0) {
            target.append("<= ").append(most).append(" calls ");
        }
        if (slowest > 0) {
            target.append(String.format(Locale.ROOT, "<= %.2f times", slowest));
        }
        return target.toString();
    }

    String csv() {
        return String.format(
                Locale.ROOT, "%s,%d,%d,%d,%d,%.3f,%.3f", name, files, folders, all(), lists(), seconds, bound);
    }
}
