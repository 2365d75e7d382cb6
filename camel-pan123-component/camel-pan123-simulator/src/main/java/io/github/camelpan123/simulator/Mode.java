package io.github.camelpan123.simulator;

/** How strictly the platform checks calls. */
public enum Mode {
    /**
     * Accepts only documented spelling and types, and answers anything else with an error. For tests of a client that
     * is meant to be correct.
     */
    STRICT,
    /** Also accepts what existing clients were found to rely on (platform/calls.md, "Leniency"). */
    LENIENT
}
