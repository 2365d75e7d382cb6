package io.github.camelpan123.simulator;

/** The two columns of the notice's table of limits. */
public enum Tier {
    /** A free account: five list calls a second, one call of the old list in five seconds, one delete call a second. */
    FREE,
    /** A member's account. */
    VIP
}
