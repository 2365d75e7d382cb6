package io.github.camelpan123.simulator.protocol;

/** A call that the platform answers with a code other than 0. Carries no stack trace: it is an answer, not a fault. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    /**
     * A refusal.
     *
     * @param code the body's code, not 0
     * @param message the body's message, not null
     */
    public Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /**
     * A refusal with the generic code 1.
     *
     * @param message the body's message
     * @return the refusal, to be thrown
     */
    public static Refusal failed(String message) {
        return new Refusal(Documented.FAILED, message);
    }

    /**
     * A parameter of wrong name, type or value.
     *
     * @param what which one, and what is wrong with it
     * @return the refusal, to be thrown
     */
    public static Refusal parameter(String what) {
        return failed(Invented.BAD_PARAMETER_TEXT + what);
    }

    /**
     * An id that names no file.
     *
     * @return the refusal, to be thrown
     */
    public static Refusal noSuchFile() {
        return new Refusal(Documented.NO_SUCH_FILE, Documented.NO_SUCH_FILE_TEXT);
    }

    /**
     * The body's code.
     *
     * @return never 0
     */
    public int code() {
        return code;
    }
}
