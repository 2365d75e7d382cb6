package io.github.camelpan123.account.ratelimit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * A number of calls in any window of a given length. A whole number is N calls per second. A fraction becomes one call
 * per 1/N seconds, because the platform does not document how it counts fractions and this is the strictest
 * interpretation.
 *
 * @param permits at least 1
 * @param period at least one millisecond
 */
public record Rate(int permits, Duration period) {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(100_000);
    private static final BigDecimal SMALLEST = new BigDecimal("0.0001");
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    /** @throws IllegalArgumentException for a limit that would never permit a call */
    public Rate {
        if (permits < 1 || period.toMillis() < 1) {
            throw new IllegalArgumentException(permits + " calls in " + period + " is not a limit");
        }
    }

    /**
     * Parses a limit.
     *
     * @param what the option, for the message
     * @param text such as {@code 20} or {@code 0.2}
     * @throws IllegalArgumentException naming option, value and rule
     */
    public static Rate parse(String what, String text) {
        BigDecimal perSecond;
        try {
            perSecond = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refuse(what, text, e);
        }
        if (perSecond.compareTo(SMALLEST) < 0 || perSecond.compareTo(LARGEST) > 0) {
            throw refuse(what, text, null);
        }
        return perSecond(perSecond);
    }

    private static IllegalArgumentException refuse(String what, String text, Exception cause) {
        return new IllegalArgumentException(
                what + "=" + text + " is not a limit; it must be a number of calls per second from " + SMALLEST + " to "
                        + LARGEST + ", such as 20 or 0.2",
                cause);
    }

    private static Rate perSecond(BigDecimal number) {
        if (number.stripTrailingZeros().scale() <= 0) {
            return new Rate(number.intValueExact(), Duration.ofSeconds(1));
        }
        BigDecimal millis = MILLIS.divide(number, MathContext.DECIMAL64).setScale(0, RoundingMode.CEILING);
        return new Rate(1, Duration.ofMillis(millis.longValueExact()));
    }

    /** Returns the calls per second. */
    double perSecond() {
        return permits * 1000.0 / period.toMillis();
    }

    /**
     * Returns how long it takes to send a number of calls: a window of calls at once, and each further window a period
     * after the answers to the one before.
     *
     * @param answer how long an answer takes
     */
    public Duration timeOf(long calls, Duration answer) {
        return calls <= permits
                ? Duration.ZERO
                : period.plus(SlidingWindow.pause(answer)).multipliedBy((calls - 1) / permits);
    }

    /** Whether this rate permits fewer calls than another one. */
    boolean stricterThan(Rate other) {
        return perSecond() < other.perSecond();
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(perSecond())
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
