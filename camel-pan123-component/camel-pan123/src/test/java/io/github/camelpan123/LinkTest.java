package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.OfflineProgress;
import io.github.camelpan123.api.OfflineState;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.ShareLink;
import io.github.camelpan123.simulator.AccountDrive;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares, downloads by the platform, direct links. */
class LinkTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        drive = platform.simulator.drive();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void filesAreSharedAndTheSharesListed() {
        List<Long> ids = List.of(drive.addFile("/a", CONTENT), drive.addFile("/b", CONTENT));
        ShareLink link = platform.template.requestBody(
                "pan123:share?shareName=two&shareExpireDays=7&sharePassword=ab12", ids, ShareLink.class);
        assertThat(link.url()).isEqualTo("https://www.123pan.com/s/" + link.shareKey());
        List<Share> shares = shares("pan123:listShares");
        assertThat(shares).hasSize(1);
        Share share = shares.get(0);
        assertThat(share.shareId()).isEqualTo(link.shareId());
        assertThat(share.url()).isEqualTo(link.url());
        assertThat(share.name()).isEqualTo("two");
        assertThat(share.password()).isEqualTo("ab12");
        assertThat(share.expired()).isFalse();
        assertThat(Duration.between(Instant.now(), share.expiresAt()))
                .isBetween(Duration.ofDays(6), Duration.ofDays(8));
        assertThat(share.toString()).doesNotContain("ab12");
    }

    @Test
    void sharesAreListedPageByPage() {
        long id = drive.addFile("/a", CONTENT);
        for (int i = 0; i < 25; i++) {
            platform.template.requestBodyAndHeader("pan123:share", id, Pan123Constants.OVERRIDE_SHARE_NAME, "s" + i);
        }
        assertThat(shares("pan123:listShares?pageSize=10")).hasSize(25).doesNotHaveDuplicates();
        assertThat(platform.calls("/api/v1/share/list")).isEqualTo(3);
        assertThat(shares("pan123:listShares?pageSize=10&maxResults=4")).hasSize(4);
    }

    @SuppressWarnings("unchecked")
    private List<Share> shares(String uri) {
        List<Share> shares = new ArrayList<>();
        Iterator<Share> all = platform.template.requestBody(uri, null, Iterator.class);
        all.forEachRemaining(shares::add);
        return shares;
    }

    @Test
    void thePlatformDownloadsByItself() {
        long source = drive.addFile("/source.bin", CONTENT);
        String url = platform.template.requestBody("pan123:downloadUrl", source, String.class);
        Object task = platform.template.requestBodyAndHeader(
                "pan123:offlineDownload?parentPath=/fetched/here&createDirectories=true",
                url,
                Pan123Constants.OVERRIDE_FILE_NAME,
                "fetched.bin");
        await().until(() -> status(task).state() == OfflineState.DONE);
        OfflineProgress done = status(task);
        assertThat(done.percent()).isEqualTo(100);
        assertThat(status(done)).isEqualTo(done);
        assertThat(drive.content("/fetched/here/fetched.bin")).isEqualTo(CONTENT);
    }

    private OfflineProgress status(Object task) {
        return platform.template.requestBody("pan123:offlineDownloadStatus", task, OfflineProgress.class);
    }

    @Test
    void withoutATargetThePlatformUsesItsOwnFolder() {
        Object task = platform.template.requestBody(
                "pan123:offlineDownload?fileName=x", (Object) URI.create("http://127.0.0.1:1/missing"));
        await().until(() -> status(task).state() == OfflineState.FAILED);
        long source = drive.addFile("/source.bin", CONTENT);
        String url = platform.template.requestBody("pan123:downloadUrl", source, String.class);
        Object second = platform.template.requestBody("pan123:offlineDownload?fileName=y", (Object) url);
        await().until(() -> status(second).state() == OfflineState.DONE);
        assertThat(platform.template.requestBody("pan123:download", "/来自:离线下载/y", byte[].class))
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offlineDownload?parentFileId=0",
                "offlineDownload?parentPath=/",
                "offlineDownload?parentPath=//&createDirectories=true",
                "offlineDownload?fileName=a:b",
                "offlineDownload?callbackUrl=ftp://host/x"
            })
    void whatThePlatformWouldRefuseFailsBeforeAnyCall(String operation) {
        assertThatThrownBy(() -> platform.template.requestBody("pan123:" + operation, (Object) "http://host/file"))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/a", "no address", "http:///a", "/films/a.mp4"})
    void whatIsNoAddressFailsBeforeAnyCall(String source) {
        assertThatThrownBy(() -> platform.template.requestBody("pan123:offlineDownload", (Object) source))
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("source of the download");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void sharesThatMakeNoSenseFailBeforeAnyCall() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "pan123:share", "shareName",
                        "pan123:share?shareName=RAW( )", "shareName",
                        "pan123:share?shareName=a&shareExpireDays=2", "shareExpireDays=2",
                        "pan123:listShares?pageSize=200", "pageSize=200")
                .entrySet()) {
            assertThatThrownBy(() -> platform.template.requestBody(wrong.getKey(), (Object) 5L))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasStackTraceContaining(wrong.getValue());
        }
        List<Integer> many = new ArrayList<>();
        for (int i = 1; i <= 101; i++) {
            many.add(i);
        }
        assertThatThrownBy(() -> platform.template.requestBody("pan123:share?shareName=a", many))
                .hasStackTraceContaining("101 files");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void filesOfAnEnabledFolderHaveDirectLinks() throws Exception {
        drive.addFile("/public/a b.txt", CONTENT);
        assertThatThrownBy(() -> platform.template.requestBody("pan123:directLink", (Object) "/public/a b.txt"))
                .hasStackTraceContaining("未启用直链空间");
        platform.template.requestBody("pan123:enableDirectLink", (Object) "/public");
        String url = platform.template.requestBody("pan123:directLink", "/public/a b.txt", String.class);
        try (var in = URI.create(url).toURL().openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
        platform.template.requestBody("pan123:disableDirectLink", (Object) "/public");
        assertThatThrownBy(() -> platform.template.requestBody("pan123:directLink", (Object) "/public/a b.txt"))
                .hasStackTraceContaining("未启用直链空间");
    }
}
