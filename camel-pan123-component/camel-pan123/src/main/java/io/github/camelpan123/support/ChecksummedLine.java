package io.github.camelpan123.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * A JSON object in one line of ASCII, with a checksum: {@code {"sum":"0a1b2c3d","entry":{...}}}.
 *
 * @param checksum computes the checksum of the text of an entry; contains no quotes and no line breaks
 */
public record ChecksummedLine(UnaryOperator<String> checksum) {

    /** Protects against accidental damage, not against manipulation. */
    public static final ChecksummedLine CRC = new ChecksummedLine(ChecksummedLine::crc);

    private static final String BEGIN = "{\"sum\":\"";
    private static final String MIDDLE = "\",\"entry\":";
    private static final String END = "}";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }

    /** Returns a new, empty entry. */
    public static ObjectNode entry() {
        return JSON.createObjectNode();
    }

    /** Returns the line of an entry without its line break. */
    public String write(ObjectNode entry) {
        try {
            String text = JSON.writeValueAsString(entry);
            return BEGIN + checksum.apply(text) + MIDDLE + text + END;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON object", e);
        }
    }

    /**
     * Parses a line.
     *
     * @return empty if the line is damaged
     */
    public Optional<JsonNode> read(String line) {
        int middle = line.indexOf(MIDDLE);
        if (middle < 0 || !line.startsWith(BEGIN) || !line.endsWith(END)) {
            return Optional.empty();
        }
        String text = line.substring(middle + MIDDLE.length(), line.length() - END.length());
        if (!line.substring(BEGIN.length(), middle).equals(checksum.apply(text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
