package io.github.camelpan123.api;

import org.apache.camel.spi.HttpResponseAware;

/**
 * A failure of a platform call. The subclasses are the cases that a route would handle differently. All of them have
 * the details of the failed call. No message contains a secret, a token or a signed URL, and none is longer than 2 KB,
 * whatever it quotes.
 */
public class Pan123Exception extends RuntimeException implements HttpResponseAware {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TEXT = 500;

    private final transient Api api;
    private final int code;
    private final String traceId;
    private final boolean retriable;
    private int httpStatus;
    private String httpStatusText;

    /**
     * Creates the exception for a refusal by the platform, whose own text is Chinese.
     *
     * @param advice in English: what the refusal means and what to do
     */
    Pan123Exception(Failure failure, boolean retriable, String advice) {
        super(ShortMessage.of(failure.text() + ". " + advice));
        this.api = failure.api();
        this.code = failure.code();
        this.traceId = failure.traceId();
        this.httpStatus = failure.status();
        this.retriable = retriable;
    }

    /** Creates the exception for the same refusal with a more detailed message. */
    Pan123Exception(Pan123Exception refused, String message) {
        super(ShortMessage.of(message), refused);
        this.api = refused.api;
        this.code = refused.code;
        this.traceId = refused.traceId;
        this.httpStatus = refused.httpStatus;
        this.retriable = refused.retriable;
    }

    /**
     * Creates the exception for a failure without an answer of the platform.
     *
     * @param api the call, may be null
     * @param message what failed and what to do
     * @param retriable whether the same call may succeed later
     * @param cause may be null
     */
    public Pan123Exception(Api api, String message, boolean retriable, Throwable cause) {
        super(ShortMessage.of(message), ShortMessage.of(cause));
        this.api = api;
        this.code = 0;
        this.traceId = "";
        this.retriable = retriable;
    }

    /** Truncates a text of foreign origin to at most 500 characters. */
    static String shorten(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }

    /** Returns the path of the refused call, or null if there was none. */
    public String getApi() {
        return api == null ? null : api.path();
    }

    /** Returns the {@code code} of the answer; 0 if there was none. */
    public int getCode() {
        return code;
    }

    /** Returns the {@code x-traceID} that the platform's support asks for; empty if there was none. */
    public String getTraceId() {
        return traceId;
    }

    /** Whether the same call may succeed later without a change. */
    public boolean isRetriable() {
        return retriable;
    }

    /** Returns the HTTP status of the answer; 0 if there was none. Camel's health checks show it. */
    @Override
    public int getHttpResponseCode() {
        return httpStatus;
    }

    @Override
    public void setHttpResponseCode(int code) {
        this.httpStatus = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return httpStatusText;
    }

    @Override
    public void setHttpResponseStatus(String status) {
        this.httpStatusText = status;
    }
}
