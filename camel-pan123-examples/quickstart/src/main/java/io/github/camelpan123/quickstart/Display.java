package io.github.camelpan123.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Bars that move on a terminal; plain lines, one a phase and one each tenth of a folder, elsewhere. */
final class Display {

    private static final int WIDTH = 24;
    private static final int HUNDRED = 100;
    private static final int TENTHS = 10;
    /** Moves to the begin of the line and clears it. */
    private static final String CLEAR = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, String> phases = new HashMap<>();
    private final Map<String, Integer> tenths = new HashMap<>();
    private String folder = "";
    private String file = "";
    private boolean barShown;

    /** @param terminal whether the output can move its cursor */
    Display(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @SuppressWarnings("SystemConsoleNull") // null is the answer before JDK 22, isTerminal the one from there on
    static boolean terminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    PrintStream out() {
        return out;
    }

    /** Shows the progress of a file. */
    void progress(String name, String phase, long done, long total) {
        if (phase.equals("DONE")) {
            return;
        }
        String step = phase.toLowerCase(Locale.ROOT);
        if (terminal) {
            file = String.format(Locale.ROOT, "%-6s %s %s", step, bar(done, total), name);
            draw();
        } else if (!phase.equals(phases.put(name, phase))) {
            out.println(step + " " + name);
        }
    }

    /**
     * Shows the progress of a folder.
     *
     * @param total -1 if it is unknown
     * @param end when it is expected to be done; null if that is unknown
     */
    void folder(String name, int done, int total, long bytes, Instant end) {
        String files = total < 0 ? done + " files" : done + " of " + total + " files";
        String left = end == null || done == total ? "" : ", " + left(Duration.between(Instant.now(), end)) + " left";
        if (terminal) {
            folder = String.format(
                    Locale.ROOT, "%s %s, %,d bytes%s  ", total < 0 ? name : bar(done, total), files, bytes, left);
            draw();
        } else {
            int tenth = total <= 0 ? done / TENTHS : done * TENTHS / total;
            Integer before = tenths.put(name, tenth);
            if (before == null || before != tenth) {
                out.printf(Locale.ROOT, "%s: %s, %,d bytes%s%n", name, files, bytes, left);
            }
        }
    }

    private static String left(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        long minute = Duration.ofMinutes(1).toSeconds();
        return seconds < minute ? seconds + " s" : seconds / minute + " min " + seconds % minute + " s";
    }

    private static String bar(long done, long total) {
        long part = total == 0 ? HUNDRED : Math.min(HUNDRED, done * HUNDRED / total);
        int full = (int) (part * WIDTH / HUNDRED);
        return String.format(Locale.ROOT, "[%s%s] %3d %%", "#".repeat(full), " ".repeat(WIDTH - full), part);
    }

    private void draw() {
        out.print(CLEAR + folder + file);
        out.flush();
        barShown = true;
    }

    /** Prints a line of its own. */
    void line(String text) {
        if (barShown) {
            out.print(CLEAR);
            barShown = false;
        }
        if (!text.isEmpty()) {
            out.println(text);
        }
    }
}
