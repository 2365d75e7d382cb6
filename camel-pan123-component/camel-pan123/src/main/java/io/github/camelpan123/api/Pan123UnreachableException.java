package io.github.camelpan123.api;

/** There was no answer: no connection, a connection that broke, or a time-out. The call may have been carried out. */
public class Pan123UnreachableException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call
     * @param message where to and why, without query or token
     * @param cause what the transport threw
     */
    public Pan123UnreachableException(Api api, String message, Throwable cause) {
        super(api, message, true, cause);
    }
}
