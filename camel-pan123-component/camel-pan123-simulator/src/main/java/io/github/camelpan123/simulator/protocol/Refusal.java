package io.github.camelpan123.simulator.protocol;

/** The answer with a code other than 0. It has no stack trace, because it is an answer and not an error. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    /**
     * Creates a refusal.
     *
     * @param code the body's code, not 0
     * @param message the body's message, not null
     */
    public Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /**
     * Creates a refusal with the generic code 1.
     *
     * @param message the body's message
     * @return the refusal, to be thrown
     */
    public static Refusal failed(String message) {
        return new Refusal(Documented.FAILED, message);
    }

    /**
     * Creates a refusal of a parameter with a wrong name, type or value.
     *
     * @param what the parameter and the error
     * @return the refusal, to be thrown
     */
    public static Refusal parameter(String what) {
        return failed(Invented.BAD_PARAMETER_TEXT + what);
    }

    /**
     * Creates a refusal of an unknown ID.
     *
     * @return the refusal, to be thrown
     */
    public static Refusal noSuchFile() {
        return new Refusal(Documented.NO_SUCH_FILE, Documented.NO_SUCH_FILE_TEXT);
    }

    /**
     * Returns the code of the body.
     *
     * @return never 0
     */
    public int code() {
        return code;
    }
}
