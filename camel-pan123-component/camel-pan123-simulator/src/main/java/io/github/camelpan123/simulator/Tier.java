package io.github.camelpan123.simulator;

/** The two columns of the notice's table of limits. */
public enum Tier {
    /** A free account: five lists a second, one call in five seconds to the old list, one delete a second. */
    FREE,
    /** A member's account. */
    VIP
}
