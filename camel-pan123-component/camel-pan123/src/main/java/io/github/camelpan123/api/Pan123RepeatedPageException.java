package io.github.camelpan123.api;

/** A list returned the same page twice, so that reading on would never end. */
public class Pan123RepeatedPageException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the list call
     * @param cursor the cursor of the page after which reading was stopped
     */
    public Pan123RepeatedPageException(Api api, long cursor) {
        super(
                api,
                "The list " + api.path() + " repeats itself at the cursor " + cursor
                        + ". Reading was stopped, because it would never end. Try again later",
                true,
                null);
    }
}
