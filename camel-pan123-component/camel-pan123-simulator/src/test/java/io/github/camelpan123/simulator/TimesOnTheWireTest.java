package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every time is Beijing's (platform/calls.md, "Times"). The clock begins at 2026-01-01T00:00Z, which is eight in the morning there. */
class TimesOnTheWireTest {
    private final TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();

    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().limits(false).clock(clock).tier(Tier.VIP));

    private Pan123Simulator sim;
    private ApiClient client;

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    @Test
    void aTokenEndsThirtyDaysLater() {
        clock.move(Duration.ofSeconds(1));
        JsonNode login = client.post(
                "/api/v1/access_token", Map.of("clientID", sim.clientId(), "clientSecret", sim.clientSecret()));
        assertThat(login.at("/data/expiredAt").asText()).isEqualTo("2026-01-31T08:00:01+08:00");
    }

    @Test
    void creationAndChange() {
        long file = sim.drive().addFile("/a", new byte[1]);
        clock.move(Duration.ofHours(17));
        client.put("/api/v1/file/name", Map.of("fileId", file, "fileName", "b"));
        JsonNode row = client.get("/api/v2/file/list?parentFileId=0&limit=1").at("/data/fileList/0");
        assertThat(row.get("createAt").asText()).isEqualTo("2026-01-01 08:00:00");
        assertThat(row.get("updateAt").asText()).isEqualTo("2026-01-02 01:00:00");
        JsonNode old = client.get("/api/v1/file/list?parentFileId=0&page=1&limit=1&orderBy=file_id&orderDirection=asc")
                .at("/data/fileList/0");
        assertThat(old.get("createAt").asText()).isEqualTo("2026-01-01 08:00:00 +0800 CST");
        assertThat(old.get("updateAt").asText()).isEqualTo("2026-01-02 01:00:00 +0800 CST");
        JsonNode info = client.post("/api/v1/file/infos", Map.of("fileIds", List.of(file)))
                .at("/data/fileList/0");
        assertThat(info.get("createAt").asText()).isEqualTo("2026-01-01 08:00:00");
        assertThat(info.get("updateAt").asText()).isEqualTo("2026-01-02 01:00:00");
        assertThat(client.get("/api/v1/file/detail?fileID=" + file)
                        .at("/data/createAt")
                        .asText())
                .isEqualTo("2026-01-01 08:00:00");
        assertThat(client.post("/api/v1/file/rename", Map.of("renameList", List.of(file + "|c")))
                        .at("/data/successList/0/updateAt")
                        .asText())
                .isEqualTo("2026-01-02 01:00:00");
    }

    @Test
    void membership() {
        JsonNode user = client.get("/api/v1/user/info").get("data");
        assertThat(user.at("/vipInfo/0/startTime").asText()).isEqualTo("2025-01-01 08:00:00");
        assertThat(user.at("/vipInfo/0/endTime").asText()).isEqualTo("2027-01-01 08:00:00");
        assertThat(user.at("/developerInfo/endTime").asText()).isEqualTo("2027-01-01 08:00:00");
    }

    @ParameterizedTest
    @CsvSource({"1,2026-01-02 08:00:00", "7,2026-01-08 08:00:00", "30,2026-01-31 08:00:00", "0,2099-12-31 08:00:00"})
    void theEndOfAShare(int days, String end) {
        String file = Long.toString(sim.drive().addFile("/s", new byte[1]));
        client.post("/api/v1/share/create", Map.of("shareName", "s", "shareExpire", days, "fileIDList", file));
        List<String> seen = new ArrayList<>();
        for (Duration pause :
                List.of(Duration.ZERO, Duration.ofDays(Math.max(days, 1)).minusMillis(1), Duration.ofMillis(1))) {
            clock.move(pause);
            client.login();
            JsonNode share = Sample.check("share_list", client.get("/api/v1/share/list?limit=10"))
                    .at("/shareList/0");
            assertThat(share.get("expiration").asText()).isEqualTo(end);
            seen.add(share.get("expired").asText());
        }
        assertThat(seen).containsExactly("0", "0", days == 0 ? "0" : "1");
    }

    @ParameterizedTest
    @CsvSource({"2", "-1", "31", "365"})
    void anotherEndOfAShareIsRefused(int days) {
        String file = Long.toString(sim.drive().addFile("/s", new byte[1]));
        assertThat(client.post(
                                "/api/v1/share/create",
                                Map.of("shareName", "s", "shareExpire", days, "fileIDList", file))
                        .get("code")
                        .asInt())
                .isEqualTo(1);
    }
}
