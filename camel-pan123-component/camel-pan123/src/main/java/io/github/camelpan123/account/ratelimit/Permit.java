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
     * Whether the call may go out now. If not, it comes too late for this permit and needs another one. Asked before the
     * call is prepared, and again when its request is about to be written to an open connection. Does not block.
     */
    boolean valid();

    /** Gives the permit back unused. Does not block. */
    void giveBack();
}
