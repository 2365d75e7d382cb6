package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.TranscodeFile;
import io.github.camelpan123.api.TranscodeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RecordConvertersTest {

    private static final Instant TIME = Instant.parse("2025-02-24T09:57:01Z");

    private static <T> T convert(Class<T> type, Object value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            return context.getTypeConverter().mandatoryConvertTo(type, value);
        }
    }

    @Test
    void anEntryIsAMapAndJson() throws Exception {
        FileEntry entry = new FileEntry(7, "ä.mp4", 3, false, 1L << 40, "e", 2, 0, false, TIME, null);
        Map<?, ?> map = convert(Map.class, entry);
        assertThat(map.get("fileId")).isEqualTo(7L);
        assertThat(map.get("name")).isEqualTo("ä.mp4");
        assertThat(map.get("createdAt")).isEqualTo("2025-02-24T09:57:01Z");
        assertThat(map.get("updatedAt")).isNull();
        JsonNode json = new ObjectMapper().readTree(convert(String.class, entry));
        assertThat(json.get("size").longValue()).isEqualTo(1L << 40);
        assertThat(json.get("createdAt").textValue()).isEqualTo("2025-02-24T09:57:01Z");
        assertThat(json).hasSameSizeAs(map.keySet());
    }

    @Test
    void whatARecordHoldsBecomesMapsToo() throws Exception {
        TranscodeResult result = new TranscodeResult(
                7,
                "a.mp4",
                "720P",
                497,
                255,
                List.of(new TranscodeFile(7, "a.mp4", "720P", "000.ts", "1 MB", "")),
                TIME);
        Map<?, ?> map = convert(Map.class, result);
        assertThat(map.get("files"))
                .isEqualTo(List.of(Map.of(
                        "fileId",
                        7L,
                        "videoName",
                        "a.mp4",
                        "resolution",
                        "720P",
                        "name",
                        "000.ts",
                        "size",
                        "1 MB",
                        "url",
                        "")));
    }

    @Test
    void aPasswordGetsIntoNoText() throws Exception {
        Share share = new Share(7, "key", "name", "ab12", false, TIME, 1, 1, 0, 0, 0, 0, 0);
        assertThat(convert(String.class, share)).doesNotContain("ab12");
    }
}
