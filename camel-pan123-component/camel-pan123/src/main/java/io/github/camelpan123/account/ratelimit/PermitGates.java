package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;

/** Opens the gates of accounts. */
@FunctionalInterface
public interface PermitGates {

    /**
     * Opens the gate of an API. Does not block. A changed limit opens a new gate and closes the old one.
     *
     * @param account a key of the account, the same on every node; a hash that contains no secret
     * @param api the API whose calls are limited
     * @param rate the limit of all nodes; the queue of a node may have a stricter one
     */
    PermitGate open(String account, Api api, Rate rate);
}
