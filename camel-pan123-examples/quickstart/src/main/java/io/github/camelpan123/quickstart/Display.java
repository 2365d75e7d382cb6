package io.github.camelpan123.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A bar that moves on a terminal; plain lines, one a phase, elsewhere. */
final class Display {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal = terminal();
    private final Map<String, String> phases = new HashMap<>();
    private boolean barShown;

    Display(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("SystemConsoleNull") // null is the answer before JDK 22, isTerminal the one from there on
    private static boolean terminal() {
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

    void progress(String name, String phase, long done, long total) {
        if (phase.equals("DONE")) {
            return;
        }
        if (terminal) {
            int full = total == 0 ? WIDTH : (int) (done * WIDTH / total);
            out.printf(
                    Locale.ROOT,
                    "\r\033[K%-8s [%s%s] %3d %% %s",
                    phase.toLowerCase(Locale.ROOT),
                    "#".repeat(full),
                    " ".repeat(WIDTH - full),
                    total == 0 ? 100 : done * 100 / total,
                    name);
            out.flush();
            barShown = true;
        } else if (!phase.equals(phases.put(name, phase))) {
            out.println(phase.toLowerCase(Locale.ROOT) + " " + name);
        }
    }

    void line(String text) {
        if (barShown) {
            out.print("\r\033[K");
            barShown = false;
        }
        if (!text.isEmpty()) {
            out.println(text);
        }
    }
}
