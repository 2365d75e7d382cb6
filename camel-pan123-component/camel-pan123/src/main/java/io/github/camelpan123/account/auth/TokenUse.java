package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;

/**
 * The token that a call goes out with.
 *
 * @param token null when there is none
 * @param doubt which doubt about the token the call was sent after
 */
public record TokenUse(AccessToken token, long doubt) {}
