package io.github.camelpan123.api;

/**
 * Limits the length of exception messages. They appear in logs, JMX and headers, and answers of the platform and of
 * gateways may have any length.
 */
final class ShortMessage {

    /** In bytes of UTF-8. Leaves room for the name of the exception and the truncation mark. */
    private static final int LONGEST = 1900;

    private static final int MOST_CAUSES = 20;

    private ShortMessage() {}

    /** Returns the message, truncated if necessary. */
    static String of(String message) {
        int end = message == null ? 0 : end(message);
        return message == null || end == message.length() ? message : message.substring(0, end) + "…";
    }

    private static int end(String message) {
        int bytes = 0;
        for (int i = 0; i < message.length(); ) {
            int point = message.codePointAt(i);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > LONGEST) {
                return i;
            }
            i += Character.charCount(point);
        }
        return message.length();
    }

    /** Returns the cause, or a substitute if its message or the message of one of its causes is too long. */
    static Throwable of(Throwable cause) {
        return isShort(cause) ? cause : standIn(cause, MOST_CAUSES);
    }

    private static boolean isShort(Throwable cause) {
        Throwable one = cause;
        for (int i = 0; one != null && i < MOST_CAUSES; i++) {
            if (one.getMessage() != null
                    && end(one.getMessage()) < one.getMessage().length()) {
                return false;
            }
            one = one.getCause();
        }
        return true;
    }

    private static Throwable standIn(Throwable cause, int more) {
        if (cause == null || more == 0) {
            return null;
        }
        Throwable standIn = new RuntimeException(of(cause.toString()), standIn(cause.getCause(), more - 1));
        standIn.setStackTrace(cause.getStackTrace());
        return standIn;
    }
}
