package io.github.camelpan123.support;

/** Shortens texts of foreign origin that are kept to be shown. */
public final class ShortText {

    private ShortText() {}

    /**
     * Returns a text of at most so many characters, and an ellipsis if something is missing.
     *
     * @param most at least 1
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    /** Returns the message of a failure, or the name of its class if it has none. */
    public static String of(Throwable failure, int most) {
        return of(failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage(), most);
    }
}
