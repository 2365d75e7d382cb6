package io.github.camelpan123.simulator;

/** How much the platform forgives. */
public enum Mode {
    /** Documented spelling and types only; anything else is answered with an error. For tests of a client that means to be right. */
    STRICT,
    /** What existing clients were found to rely on (platform/calls.md, "Leniency") is accepted as well. */
    LENIENT
}
