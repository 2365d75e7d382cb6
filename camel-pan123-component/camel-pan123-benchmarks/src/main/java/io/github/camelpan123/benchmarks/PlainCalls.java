package io.github.camelpan123.benchmarks;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few calls that a benchmark needs around what it measures. */
final class PlainCalls {
    private final Pan123Simulator simulator;
    private final String token;

    PlainCalls(Pan123Simulator simulator) throws IOException {
        this.simulator = simulator;
        String login =
                "{\"clientID\":\"" + simulator.clientId() + "\",\"clientSecret\":\"" + simulator.clientSecret() + "\"}";
        token = field(post("/api/v1/access_token", "", login), "accessToken");
    }

    String base() {
        return simulator.baseUrl();
    }

    String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** A request's head up to and including the empty line. */
    static byte[] head(String method, String path, String headers) {
        return (method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nPlatform: open_platform\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    String post(String path, String json) throws IOException {
        return post(path, authorization(), json);
    }

    private String post(String path, String authorization, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String headers = authorization + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n";
        try (PlainConnection connection = new PlainConnection(base())) {
            return connection.call(ByteBuffer.wrap(head("POST", path, headers)), ByteBuffer.wrap(body));
        }
    }

    /** The text of a field in an answer. */
    static String field(String json, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
