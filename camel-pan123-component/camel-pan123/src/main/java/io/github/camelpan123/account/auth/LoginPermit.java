package io.github.camelpan123.account.auth;

/** The permission to request a token from the platform once. */
public interface LoginPermit {

    /** Takes the permit. Returns whether it was available. */
    boolean take();

    /** Returns the permit after a login that certainly issued no token and so invalidated none. */
    void giveBack();
}
