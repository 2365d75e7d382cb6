package io.github.camelpan123.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The envelope of each answer: {@code code}, {@code message}, {@code data}, {@code x-traceID} (platform/notice.md,
 * "Answers"). The code in the body is decisive. The HTTP status counts only if there is no envelope (platform/calls.md,
 * "Status and code").
 */
final class Envelope {

    private static final int LONGEST_SHOWN = 2000;
    private static final Pattern SECRETS = Pattern.compile(
            "(\"(?:accessToken|downloadUrl|url|link|presignedURL|headImage|passport|mail)\"\\s*:\\s*)\"[^\"]*(?:\"|$)",
            Pattern.CASE_INSENSITIVE);

    private Envelope() {}

    /** @param traceId gets the trace ID, if there is one */
    static Json open(ObjectMapper mapper, Api api, int status, byte[] answer, Consumer<String> traceId) {
        JsonNode root = parse(mapper, api, status, answer);
        JsonNode code = root.get("code");
        if (code == null || !code.isIntegralNumber()) {
            throw malformed(api, status, answer, "it has no numeric code", null);
        }
        Failure failure = new Failure(
                api,
                status,
                code.intValue(),
                root.path("message").asText(""),
                root.path("x-traceID").asText(""));
        if (!failure.traceId().isEmpty()) {
            traceId.accept(failure.traceId());
        }
        if (failure.code() != 0) {
            throw failure.toException();
        }
        if (status >= 400) {
            throw malformed(api, status, answer, "the status says failure and the code success", null);
        }
        return Json.of(api, status, root.get("data"));
    }

    private static JsonNode parse(ObjectMapper mapper, Api api, int status, byte[] answer) {
        try {
            JsonNode root = mapper.readTree(answer);
            if (root == null || !root.isObject()) {
                throw withoutEnvelope(api, status, answer, null);
            }
            return root;
        } catch (IOException e) {
            throw withoutEnvelope(api, status, answer, e);
        }
    }

    private static Pan123Exception withoutEnvelope(Api api, int status, byte[] answer, Exception cause) {
        // a gateway in front of the platform answers without an envelope, so only the status is available
        if (status == 401 || status == 429) {
            return new Failure(api, status, status, "HTTP " + status, "").toException();
        }
        return malformed(api, status, answer, "it is not the JSON envelope that was expected", cause);
    }

    private static Pan123MalformedAnswerException malformed(
            Api api, int status, byte[] answer, String why, Exception cause) {
        String text = new String(answer, 0, Math.min(answer.length, LONGEST_SHOWN), StandardCharsets.UTF_8);
        // on one line, as everything else that is logged or shown in a list
        String shown = withoutSecrets(text).replaceAll("\\s+", " ").strip();
        return new Pan123MalformedAnswerException(api, status, why, shown, cause);
    }

    /**
     * Removes secrets from an answer that a message quotes. Its members may contain tokens, signed URLs and personal
     * data.
     */
    static String withoutSecrets(JsonNode node) {
        return node == null ? "no data" : withoutSecrets(node.toString());
    }

    private static String withoutSecrets(String text) {
        return SECRETS.matcher(text).replaceAll("$1\"xxxxxx\"");
    }
}
