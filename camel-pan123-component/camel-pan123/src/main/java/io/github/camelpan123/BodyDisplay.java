package io.github.camelpan123;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Detects whether Camel converts a body only to display it: in a backlog trace, a debugger, a console, or a message
 * browser over JMX. All of these convert files to text, unlike the log component, which converts no file. The
 * conversion itself is the same as in a route, so only the caller differs.
 */
final class BodyDisplay {

    private static final String HELPER = "org.apache.camel.support.MessageHelper";
    private static final String BROWSER = "org.apache.camel.management.mbean.ManagedBrowsableEndpoint";

    private BodyDisplay() {}

    /** Whether the current conversion on this thread is for display. */
    static boolean asked() {
        List<StackFrame> callers = StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(BodyDisplay::converts).limit(2).toList());
        if (callers.isEmpty() || !callers.get(0).getClassName().equals(HELPER)) {
            return false;
        }
        // other callers process the result of extractBodyAsString, for example to validate it
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
