package io.github.camelpan123.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/** The calls for the token and the account (platform/calls.md, "Token" and "Account"). */
public final class AccountCalls {

    private AccountCalls() {}

    /** Logs in. Each call issues a new token and may invalidate the oldest of three. */
    public static ApiCall<AccessToken> accessToken(String clientId, String clientSecret) {
        return ApiCall.send(
                Api.ACCESS_TOKEN,
                Map.of("clientID", clientId, "clientSecret", clientSecret),
                data -> new AccessToken(data.text("accessToken"), expiry(data.text("expiredAt"))));
    }

    private static Instant expiry(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Pan123Exception(
                    Api.ACCESS_TOKEN,
                    "expiredAt is not a time with an offset: " + Pan123Exception.shorten(text),
                    false,
                    e);
        }
    }

    /** Queries the figures of the account. */
    public static ApiCall<UserInfo> userInfo() {
        return ApiCall.get(
                Api.USER_INFO,
                Map.of(),
                data -> new UserInfo(
                        data.number("uid"),
                        data.textOrEmpty("nickname"),
                        data.numberOrZero("spaceUsed"),
                        data.numberOrZero("spacePermanent"),
                        data.numberOrZero("spaceTemp"),
                        data.flag("vip"),
                        data.numberOrZero("directTraffic")));
    }
}
