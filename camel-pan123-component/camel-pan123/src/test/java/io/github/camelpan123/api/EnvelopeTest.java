package io.github.camelpan123.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static <R> R read(ApiCall<R> call, int status, String answer) {
        return call.read(MAPPER, status, answer.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "401,tokens number has exceeded the limit,Pan123TokenException",
        "429,请求太频繁,Pan123RateLimitedException",
        "5066,文件不存在，检查传入fileId是否正确,Pan123NotFoundException",
        "5113,您今日自用下载流量已超出1GB上限，升级VIP会员可无限流量下载,Pan123TrafficExceededException",
        "20103,文件正在校验中 请间隔1秒后再试,Pan123VerifyingException",
        "1,该目录下已经有同名文件夹 无法进行创建,Pan123NameConflictException",
        "1,文件上传失败,Pan123UploadFailedException",
        "1,父目录不存在,Pan123NotFoundException",
        "1,preuploadID不存在或已过期,Pan123Exception",
        "1,该任务已成功进入秒传队列 请慢一点,Pan123RateLimitedException",
        "1,账号被封禁,Pan123WriteBannedException",
        "777,something new,Pan123Exception"
    })
    void everyCodeIsATypeOfItsOwn(int code, String message, String type) {
        String answer = "{\"code\":" + code + ",\"message\":\"" + message + "\",\"data\":null,\"x-traceID\":\"t-1\"}";
        Pan123Exception failure =
                catchThrowableOfType(Pan123Exception.class, () -> read(FileCalls.downloadUrl(7), 200, answer));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getTraceId()).isEqualTo("t-1");
        assertThat(failure.getApi()).isEqualTo("/api/v1/file/download_info");
        assertThat(failure.getHttpResponseCode()).isEqualTo(200);
        assertThat(failure).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>502 Bad Gateway</body></html>",
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"fileLi",
                "[]",
                "",
                "{\"message\":\"ok\"}",
                "{\"code\":0,\"message\":\"ok\",\"data\":null}",
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"lastFileId\":-1}}",
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"lastFileId\":-1,\"fileList\":null}}",
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"lastFileId\":-1,\"fileList\":[{\"filename\":\"a\"}]}}"
            })
    void whatIsNoListIsNeverAnEmptyList(String answer) {
        assertThatThrownBy(() -> read(FileCalls.list(0, 0, 100), 200, answer))
                .isInstanceOf(Pan123MalformedAnswerException.class);
    }

    @Test
    void tokensAndSignedAddressesAreInNoMessage() {
        String logIn = "{\"code\":0,\"message\":\"ok\",\"data\":{\"accessToken\":\"eyJSECRET\",\"expiredAt\":17}}";
        assertThatThrownBy(() -> read(AccountCalls.accessToken("id", "secret"), 200, logIn))
                .isInstanceOf(Pan123MalformedAnswerException.class)
                .message()
                .doesNotContain("eyJSECRET")
                .contains("expiredAt");
        String cut = "{\"code\":0,\"message\":\"ok\",\"data\":{\"downloadUrl\": \"https://cdn.example/a?auth_key=SECR";
        assertThatThrownBy(() -> read(FileCalls.downloadUrl(1), 200, cut))
                .isInstanceOf(Pan123MalformedAnswerException.class)
                .hasStackTraceContaining("downloadUrl")
                .message()
                .doesNotContain("SECR");
    }

    @Test
    void platformTroubleAtLogInIsNotAWrongSecret() {
        String trouble = "{\"code\":1,\"message\":\"internal error\",\"data\":null}";
        assertThatThrownBy(() -> read(AccountCalls.accessToken("id", "secret"), 503, trouble))
                .isInstanceOfSatisfying(
                        Pan123Exception.class, e -> assertThat(e.isRetriable()).isTrue())
                .isNotInstanceOf(Pan123CredentialsException.class);
    }

    @Test
    void foreignTextIsCutTo500Characters() {
        assertThatThrownBy(() -> read(AccountCalls.userInfo(), 502, "x".repeat(5000)))
                .isInstanceOf(Pan123MalformedAnswerException.class)
                .hasMessageContaining("HTTP 502")
                .message()
                .hasSizeLessThan(700);
    }

    @Test
    void aPageOfAGatewayIsQuotedOnOneLine() {
        assertThatThrownBy(
                        () -> read(AccountCalls.userInfo(), 502, "<html>\r\n<body>\n\tBad Gateway\n</body>\n</html>\n"))
                .isInstanceOf(Pan123MalformedAnswerException.class)
                .hasMessageContaining("<html> <body> Bad Gateway </body> </html>");
    }

    @Test
    void aGatewaysStatusCountsWithoutAnEnvelope() {
        assertThatThrownBy(() -> read(AccountCalls.userInfo(), 429, "slow down"))
                .isInstanceOf(Pan123RateLimitedException.class);
        assertThatThrownBy(() -> read(AccountCalls.userInfo(), 401, "")).isInstanceOf(Pan123TokenException.class);
    }

    @Test
    void whatBecameOfEachIdMayBeLeftOut() {
        String nothing = "{\"code\":0,\"message\":\"ok\",\"data\":null}";
        RenameAnswer untold = read(FileCalls.rename(Map.of(1L, "a", 2L, "b")), 200, nothing);
        assertThat(untold.renamed()).isEmpty();
        assertThat(untold.failures()).isEmpty();
        assertThat(read(FileCalls.recover(List.of(1L)), 200, nothing)).isEmpty();
        assertThat(read(
                        FileCalls.recover(List.of(1L)),
                        200,
                        "{\"code\":0,\"message\":\"ok\",\"data\":{\"abnormalFileIDs\":null}}"))
                .isEmpty();
        RenameAnswer told = read(
                FileCalls.rename(Map.of(1L, "a", 2L, "b")),
                200,
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"successList\":[{\"fileID\":1,"
                        + "\"updateAt\":\"2025-11-07 09:00:00\"}],\"failList\":[{\"fileID\":2,"
                        + "\"message\":\"文件不存在\"}]}}");
        assertThat(told.renamed()).containsExactly(1L);
        assertThat(told.failures())
                .containsOnlyKeys(2L)
                .extractingByKey(2L)
                .isInstanceOf(Pan123NotFoundException.class);
    }

    @Test
    void theOldListWritesItsOffset() {
        FilePage page = read(
                FileCalls.listOrdered(0, 0, 1, new FileOrder("file_id", false, true, "")),
                200,
                "{\"code\":0,\"message\":\"ok\",\"data\":{\"total\":2,\"fileList\":[{\"fileID\":9,\"filename\":\"a\","
                        + "\"parentFileId\":0,\"parentName\":\"\",\"type\":1,\"etag\":\"\",\"size\":0,\"category\":0,"
                        + "\"status\":0,\"createAt\":\"2025-02-24 17:57:01 +0800 CST\","
                        + "\"updateAt\":\"2025-02-24 17:57:01.5 +0000 UTC\"}]}}");
        assertThat(page.next()).isEqualTo(2);
        FileEntry entry = page.entries().get(0);
        assertThat(entry.fileId()).isEqualTo(9);
        assertThat(entry.trashed()).isTrue();
        assertThat(entry.createdAt()).isEqualTo("2025-02-24T09:57:01Z");
        assertThat(entry.updatedAt()).isEqualTo("2025-02-24T17:57:01Z");
    }

    @Test
    void timesMeanBeijing() {
        FileEntry entry = read(
                        FileCalls.infos(List.of(1L)),
                        200,
                        "{\"code\":0,\"message\":\"ok\",\"data\":{\"fileList\":[{\"fileId\":1,\"filename\":\"a\",\"parentFileId\":0,"
                                + "\"type\":0,\"etag\":\"E\",\"size\":5,\"category\":2,\"status\":0,\"trashed\":0,"
                                + "\"createAt\":\"2024-04-30 11:58:36\",\"updateAt\":\"2025-02-24 17:56:45\"}]}}")
                .get(0);
        assertThat(entry.createdAt()).isEqualTo("2024-04-30T03:58:36Z");
        assertThat(entry.video()).isTrue();
    }
}
