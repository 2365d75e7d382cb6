package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How long a workload takes at the limits of the account. The calls that wait already come first.
 *
 * @param expected the expected duration
 * @param boundBy what determines the duration: the short name of a call, {@code transfer} for the bytes, or empty if
 *     there is nothing to do
 * @param vip whether the limits of members apply to the account, as far as known
 * @param expectedWithVip the expected duration with the limits of members
 * @param boundByWithVip what determines that duration
 * @param transfer the time that the bytes need, at the rate that the workload names; zero if it names none
 * @param calls the calls that the workload needs, the one with the longest duration first
 */
public record Estimate(
        Duration expected,
        String boundBy,
        boolean vip,
        Duration expectedWithVip,
        String boundByWithVip,
        Duration transfer,
        List<EstimatedCalls> calls)
        implements Serializable {

    /** What {@link #boundBy} says when bytes and not calls determine the duration. */
    public static final String TRANSFER = "transfer";

    /** Copies the list. */
    public Estimate {
        calls = List.copyOf(calls);
    }
}
