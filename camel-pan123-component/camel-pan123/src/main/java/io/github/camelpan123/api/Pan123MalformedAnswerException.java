package io.github.camelpan123.api;

/** The answer differs from the documentation: HTML of a gateway, truncated JSON, a missing or mistyped member. */
public class Pan123MalformedAnswerException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123MalformedAnswerException(Api api, int status, String why, String answer, Throwable cause) {
        super(
                api,
                "The answer of " + api.path() + " (HTTP " + status + ") cannot be used, because " + why + ": "
                        + shorten(answer),
                status >= 500,
                cause);
        setHttpResponseCode(status);
    }
}
