package io.github.camelpan123.account.ratelimit;

/** The permission to send one call. */
public interface Permit {

    /** A permit that does not expire and need not be given back. */
    Permit LASTING = new Permit() {
        @Override
        public boolean valid() {
            return true;
        }

        @Override
        public void giveBack() {
            // the gate counts it as used
        }
    };

    /**
     * Whether the call may go out now. Asked when its request is about to be written to an open connection; if not, the
     * permit is given back, and the call needs another one. Does not block.
     */
    boolean valid();

    /**
     * Whether the call can no longer go out with this permit. Asked before the call is prepared. A permit may be granted
     * a little before it is valid, for the time that this takes. Does not block.
     */
    default boolean expired() {
        return !valid();
    }

    /** Gives the permit back unused, whether it has expired or not. Does not block. */
    void giveBack();
}
