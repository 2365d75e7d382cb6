package io.github.camelpan123.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file has the same MD5 whichever call shows it and in whatever case: it is compared with local files, and a consumer
 * knows by it which files it has read.
 */
class EtagTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static <R> R read(ApiCall<R> call, String etag) {
        String file =
                "\"fileId\":7,\"fileID\":7,\"filename\":\"a\",\"parentFileId\":0,\"type\":0,\"size\":1,\"etag\":\""
                        + etag + "\"";
        String answer = "{\"code\":0,\"message\":\"ok\",\"data\":{" + file + ",\"fileList\":[{" + file
                + "}],\"lastFileId\":-1,\"total\":1},\"x-traceID\":\"\"}";
        return call.read(MAPPER, 200, answer.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef",
        "0123456789ABCDEF0123456789ABCDEF,0123456789abcdef0123456789abcdef",
        "0123456789ABCDEF0123456789abcdef,0123456789abcdef0123456789abcdef",
        "'',''",
        "No-MD5,No-MD5"
    })
    void everyCallShowsTheSame(String shown, String etag) {
        FileOrder order = new FileOrder("file_id", false, false, "");
        assertThat(List.of(
                        read(FileCalls.list(0, 0, 100), shown).entries().get(0),
                        read(FileCalls.listTranscodeSpace(0, 0, 100), shown)
                                .entries()
                                .get(0),
                        read(FileCalls.search("a", true, 0, 100), shown)
                                .entries()
                                .get(0),
                        read(FileCalls.listOrdered(0, 0, 100, order), shown)
                                .entries()
                                .get(0),
                        read(FileCalls.infos(List.of(7L)), shown).get(0),
                        read(FileCalls.detail(7), shown)))
                .extracting(FileEntry::etag)
                .containsOnly(etag);
    }
}
