package io.github.camelpan123.api;

/** There was no answer: no connection, an interrupted connection, or a timeout. The call may have been executed. */
public class Pan123UnreachableException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param api the call
     * @param message the target and the reason, without query and token
     * @param cause the exception of the transport
     */
    public Pan123UnreachableException(Api api, String message, Throwable cause) {
        super(api, message, true, cause);
    }
}
