package io.github.camelpan123.consumer;

/** A use of an account, which stays open until its last user has left. */
public interface AccountUse {

    /** Ends the use. */
    void leave();
}
