package io.github.camelpan123.account;

/**
 * The calls that one operation makes.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param operation the name of the operation, {@code none} for calls that no operation needs alone
 * @param waiting the number of its calls that wait for a token, a permit or their turn to upload
 * @param sent the number of its calls sent so far, including repetitions
 */
public record OperationFigures(String shortName, String operation, long waiting, long sent) {}
