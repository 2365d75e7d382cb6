package io.github.camelpan123;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Tells whether Camel converts a body only to show it: in a backlog trace, a debugger, a console, or to somebody who
 * browses messages by JMX. All of those ask for files as text, unlike the log component, which asks for no file. The
 * converter is asked in the same way as by a route, so only the caller tells.
 */
final class BodyDisplay {

    private static final String HELPER = "org.apache.camel.support.MessageHelper";
    private static final String BROWSER = "org.apache.camel.management.mbean.ManagedBrowsableEndpoint";

    private BodyDisplay() {}

    /** Whether the conversion that is under way on this thread is one for display. */
    static boolean asked() {
        List<StackFrame> callers = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(BodyDisplay::converts).limit(2).toList());
        if (callers.isEmpty() || !callers.get(0).getClassName().equals(HELPER)) {
            return false;
        }
        // others want to work with what extractBodyAsString finds, for example to validate it
        return callers.get(0).getMethodName().equals("extractValueForLogging")
                || callers.size() > 1 && callers.get(1).getClassName().equals(BROWSER);
    }

    private static boolean converts(StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith("io.github.camelpan123.")
                || name.contains("TypeConverter")
                || name.equals("org.apache.camel.support.MessageSupport");
    }
}
