package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.protocol.Times;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.tokens.Token;
import io.github.camelpan123.simulator.tokens.TokenDesk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The calls for the login and the account (platform/calls.md, "Token" and "Account"). */
public final class UserApi implements Group {
    private record Login(String accessToken, String expiredAt) {}

    private record Vip(int vipLevel, String vipLabel, String startTime, String endTime) {}

    private record Developer(String startTime, String endTime) {}

    private record Info(
            long uid,
            String nickname,
            String headImage,
            String passport,
            String mail,
            long spaceUsed,
            long spacePermanent,
            long spaceTemp,
            long spaceTempExpr,
            boolean vip,
            long directTraffic,
            boolean isHideUID,
            int httpsCount,
            List<Vip> vipInfo,
            Developer developerInfo) {}

    private final TokenDesk tokens;
    private final TimeSource time;
    private final boolean vip;

    /**
     * Creates the group.
     *
     * @param tokens issues tokens
     * @param time the clock
     * @param vip whether accounts are VIPs
     */
    public UserApi(TokenDesk tokens, TimeSource time, boolean vip) {
        this.tokens = tokens;
        this.time = time;
        this.vip = vip;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form login = Form.in(Place.BODY).needs("clientID", Kind.TEXT).needs("clientSecret", Kind.TEXT);
        return List.of(
                new Endpoint("POST", "/api/v1/access_token", login, Endpoint.Traits.LOGIN, this::login),
                Endpoint.read("GET", "/api/v1/user/info", Form.in(Place.NOWHERE), this::info));
    }

    private Object login(Call call) {
        Account account = call.account();
        byte[] given = call.args().text("clientSecret").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, account.clientSecret().getBytes(StandardCharsets.UTF_8))) {
            throw Refusal.failed(Invented.BAD_CLIENT_TEXT);
        }
        Token token = tokens.issue(account.clientId(), account.uid());
        return new Login(token.text(), Times.rfc3339(token.expiresAt()));
    }

    private Object info(Call call) {
        long now = time.millis();
        long span = Invented.STATUS_SPAN.toMillis();
        String start = Times.plain(now - span);
        String end = Times.plain(now + span);
        List<Vip> vips = vip ? List.of(new Vip(1, "VIP", start, end)) : null;
        // a string in the table, a number in the sample and on the live platform (platform/calls.md, "Account")
        return new Info(
                call.account().uid(),
                Invented.NICKNAME,
                "",
                Invented.PASSPORT,
                "",
                call.account().drive().spaceUsed(),
                Invented.SPACE,
                0,
                0,
                vip,
                vip ? Invented.DIRECT_TRAFFIC : 0,
                false,
                vip ? Invented.HTTPS_COUNT : 0,
                vips,
                new Developer(start, end));
    }
}
