package io.github.camelpan123.account.auth;

/** The permission to ask the platform for a token once. */
public interface LoginPermit {

    /** Takes it; whether it was there. */
    boolean take();

    /** For a log-in that certainly made no token, so that nobody's was pushed out by it. */
    void giveBack();
}
