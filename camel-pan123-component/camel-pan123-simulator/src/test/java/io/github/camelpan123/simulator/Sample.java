package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Answers as the documentation shows them, kept beside the tests; compares field by field and type by type, and values
 * where they are fixed.
 */
final class Sample {
    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}_kong-db-[a-z0-9-]+");
    private static final Pattern PLAIN_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    private static final Pattern OLD_TIME = Pattern.compile(PLAIN_TIME.pattern() + " \\+0800 CST");
    private static final Pattern RFC_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00");

    /** The one answer of fixed words that tells what was asked for (platform/calls.md, "Start a transcode"). */
    private static final Pattern STARTED = Pattern.compile("\\d+P(&\\d+P)*已成功开始转码，请在转码结果中查询");
    /** Lists that are empty when all is well, or not yet done. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("abnormalFileIDs", "successList", "failList", "Files");

    private Sample() {}

    static JsonNode check(String name, JsonNode answer) {
        try (InputStream in = Sample.class.getResourceAsStream("/samples/" + name + ".json")) {
            assertThat(in).as(name).isNotNull();
            JsonNode sample = ApiClient.JSON.readTree(in);
            compare(name, sample, answer);
            assertThat(answer.get("code").asInt())
                    .as(name + ": " + answer)
                    .isEqualTo(sample.get("code").asInt());
            assertThat(answer.get("message").asText())
                    .as(name)
                    .isEqualTo(sample.get("message").asText());
            assertThat(answer.get("x-traceID").asText()).matches(TRACE);
            if ("transcode_video".equals(name)) {
                assertThat(answer.get("data").asText()).matches(STARTED);
            } else if (sample.get("data").isTextual()) {
                assertThat(answer.get("data")).as(name).isEqualTo(sample.get("data"));
            }
            return answer.get("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void compare(String where, JsonNode sample, JsonNode answer) {
        assertThat(answer.getNodeType()).as(where + ": " + answer).isEqualTo(sample.getNodeType());
        if (sample.isObject()) {
            assertThat(names(answer)).as(where).isEqualTo(names(sample));
            for (String name : names(sample)) {
                compare(where + "." + name, sample.get(name), answer.get(name));
            }
        } else if (sample.isArray()) {
            String field = where.substring(where.lastIndexOf('.') + 1);
            if (!sample.isEmpty() && !MAY_BE_EMPTY.contains(field)) {
                assertThat(answer.isEmpty()).as("%s has no rows", where).isFalse();
            }
            for (int i = 0; i < answer.size() && sample.size() > 0; i++) {
                compare(where + "[" + i + "]", sample.get(0), answer.get(i));
            }
        } else if (sample.isNumber()) {
            assertThat(answer.isIntegralNumber()).as(where).isEqualTo(sample.isIntegralNumber());
        } else if (sample.isTextual()) {
            for (Pattern form : new Pattern[] {PLAIN_TIME, OLD_TIME, RFC_TIME}) {
                if (form.matcher(sample.asText()).matches()) {
                    assertThat(answer.asText()).as(where).matches(form);
                }
            }
            boolean url = sample.asText().startsWith("http");
            if (url && !answer.asText().isEmpty()) {
                assertThat(answer.asText()).as(where).startsWith("http");
            }
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        for (Iterator<String> all = node.fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        return names;
    }
}
