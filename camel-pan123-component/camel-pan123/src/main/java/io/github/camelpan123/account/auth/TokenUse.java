package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;

/**
 * The token that a call is sent with.
 *
 * @param token null if there is none
 * @param doubt the number of the doubt about the token at the time of the call
 */
public record TokenUse(AccessToken token, long doubt) {}
