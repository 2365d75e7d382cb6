package io.github.camelpan123.simulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.http.Queries;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Json;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the parameters of a call from the place that its form defines. */
final class Parameters {
    private static final byte[] NO_BODY = {};
    private static final String JSON = "application/json";

    private Parameters() {}

    /**
     * Returns the body of a call with parameters in the body. Returns an empty body for all others, whose bodies stay
     * unread.
     */
    static byte[] body(HttpExchange exchange, Endpoint endpoint, boolean strict) throws IOException {
        Place place = endpoint.form().place();
        if (place == Place.MULTIPART || (strict && place == Place.QUERY && "GET".equals(endpoint.method()))) {
            return NO_BODY;
        }
        return Wire.body(exchange, Invented.BODY_LIMIT);
    }

    static void checkContentType(HttpExchange exchange, Endpoint endpoint, boolean strict) {
        boolean json =
                strict && !"GET".equals(endpoint.method()) && endpoint.form().place() != Place.MULTIPART;
        if (json) {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type == null || !isJson(type)) {
                throw Refusal.parameter("Content-Type");
            }
        }
    }

    private static boolean isJson(String type) {
        return type.regionMatches(true, 0, JSON, 0, JSON.length())
                && (type.length() == JSON.length() || "; \t".indexOf(type.charAt(JSON.length())) >= 0);
    }

    static Args bind(HttpExchange exchange, Form form, byte[] body, boolean strict) {
        String query = exchange.getRequestURI().getRawQuery();
        boolean asked = form.place() == Place.QUERY || form.place() == Place.QUERY_OR_BODY;
        if (strict && !asked && query != null && !query.isEmpty()) {
            throw Refusal.parameter("unknown query");
        }
        return switch (form.place()) {
            case NOWHERE, MULTIPART -> new NoParameters().check(form, body, strict);
            case QUERY -> strict ? form.bind(Queries.parse(query), true) : fromQueryOrBody(form, query, body);
            case BODY -> fromBody(form, query, body, strict);
            case QUERY_OR_BODY -> {
                if (!strict) {
                    yield fromQueryOrBody(form, query, body);
                }
                yield body.length > 0 && (query == null || query.isEmpty())
                        ? form.bind(Json.read(body), true)
                        : form.bind(Queries.parse(query), true);
            }
        };
    }

    /** Some HTTP libraries put parameters into the body for any method. Parameters of the query have precedence. */
    private static Args fromQueryOrBody(Form form, String query, byte[] body) {
        String text = text(body);
        if (!isForm(text)) {
            return query == null || query.isEmpty()
                    ? form.bind(Json.read(body), false)
                    : form.bind(Queries.parse(query), false);
        }
        Map<String, String> both = new LinkedHashMap<>(Queries.parse(text));
        both.putAll(Queries.parse(query));
        return form.bind(both, false);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).strip();
    }

    private static boolean isForm(String text) {
        return text.isEmpty() || (text.charAt(0) != '{' && text.charAt(0) != '[');
    }

    private static Args fromBody(Form form, String query, byte[] body, boolean strict) {
        if (body.length == 0) {
            return form.bind(strict ? Map.of() : Queries.parse(query), strict);
        }
        if (!strict) {
            String text = text(body);
            if (isForm(text)) {
                return form.bind(Queries.parse(text), false);
            }
        }
        return form.bind(Json.read(body), strict);
    }

    /** A call without parameters may still carry {@code {}} (platform/calls.md, "Transcode folder"). */
    private static final class NoParameters {
        Args check(Form form, byte[] body, boolean strict) {
            if (form.place() == Place.NOWHERE && strict) {
                JsonNode node = body.length == 0 ? null : Json.read(body);
                if (node != null && !(node.isObject() && node.isEmpty())) {
                    throw Refusal.parameter("unknown");
                }
            }
            return Form.in(Place.NOWHERE).bind(Map.of(), true);
        }
    }
}
