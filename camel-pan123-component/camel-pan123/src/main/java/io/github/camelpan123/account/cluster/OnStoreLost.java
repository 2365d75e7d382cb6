package io.github.camelpan123.account.cluster;

/** What limited calls do while the engine that counts them cannot be reached. */
public enum OnStoreLost {
    /** They wait. */
    wait,
    /** Each node uses an equal part of the limit. */
    share
}
