package io.github.camelpan123.simulator.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Reads and writes JSON: the envelope (platform/calls.md, "Envelope"), and trees for input. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Returns the mapper for records on disk.
     *
     * @return one shared, thread-safe mapper
     */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Reads a body.
     *
     * @param body the bytes, not empty
     * @return the tree
     * @throws Refusal if this is not one JSON value
     */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw Refusal.parameter("JSON");
            }
            return node;
        } catch (IOException e) {
            throw Refusal.parameter("JSON");
        }
    }

    /**
     * Writes the envelope (platform/calls.md, "Envelope").
     *
     * @param code 0 or the code of a refusal
     * @param message never null
     * @param data the answer, or null
     * @return the body as UTF-8
     */
    public static byte[] envelope(int code, String message, Object data) {
        ByteArrayBuilder out = new ByteArrayBuilder(256);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("code", code);
            json.writeStringField("message", message);
            json.writeFieldName("data");
            if (data == null) {
                json.writeNull();
            } else {
                MAPPER.writeValue(json, data);
            }
            json.writeStringField("x-traceID", traceId());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write an answer", e);
        }
        return out.toByteArray();
    }

    private static String traceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low) + Invented.POD;
    }
}
