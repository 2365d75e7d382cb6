package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.FileTokenStore;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.fixtures.LoggedEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the component logs at INFO and above. */
@Isolated("it reads the component's log of the whole JVM")
class LogLinesTest {

    private static final String OWN = "io.github.camelpan123";
    private static final byte[] CONTENT = {1, 2, 3};

    private LoggedEvents logged;

    @BeforeEach
    void listen() {
        Configurator.setLevel(OWN, Level.INFO);
        logged = new LoggedEvents(event -> event.getLevel().isMoreSpecificThan(Level.INFO), OWN);
    }

    @AfterEach
    void stopListening() {
        logged.close();
        Configurator.setLevel(OWN, (Level) null);
    }

    @Test
    void anOrdinaryRunLogsThatItsAccountStartsAndNothingElse(@TempDir Path folder) throws Exception {
        for (String token : List.of("new token", "token from the store")) {
            logged.events().clear();
            try (SimulatedPlatform platform = SimulatedPlatform.start()) {
                platform.options().setTier(Tier.auto);
                platform.options().setTokenStore(new FileTokenStore(folder));
                platform.options().setRateLimits(Map.of("userInfo", "7"));
                ordinary(platform, folder);
                if (token.equals("new token")) {
                    assertThat(logged.lines()).singleElement().satisfies(line -> assertThat(line)
                            .matches("INFO Account \\p{XDigit}{8} at " + platform.simulator.baseUrl()
                                    + " started: limits of free accounts \\(tier=auto\\), rateLimits \\{userInfo=7},"
                                    + " new token"));
                }
                assertThat(String.join("\n", logged.lines()))
                        .doesNotContain(platform.simulator.clientId(), platform.simulator.clientSecret());
            }
            // neither does the end
            assertThat(logged.lines()).hasSize(1);
        }
    }

    private static void ordinary(SimulatedPlatform platform, Path folder) throws Exception {
        platform.simulator.drive().addFile("/in/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        platform.simulator.drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?path=/in&initialDelay=0&delay=100&afterRead=trash")
                        .to("mock:in");
                from("pan123:transcodeResult?initialDelay=0&delay=100").to("mock:results");
            }
        });
        platform.template.requestBody("pan123:createDirectory?path=/out", (Object) null);
        platform.template.requestBody("pan123:upload?path=/out&fileName=a.txt", "text");
        platform.template.requestBody("pan123:upload?uploadMode=sliced&fileName=b.txt", "text");
        platform.template.requestBody("pan123:trash?path=/b.txt", (Object) null);
        platform.template.requestBody("pan123:userInfo", (Object) null);
        long id = platform.simulator.drive().addFile("/down.txt", CONTENT);
        platform.template.requestBody("pan123:download?fileId=" + id, null, byte[].class);
        platform.template.requestBody(
                "pan123:download?fileId=" + id + "&targetDirectory=" + folder.resolve("down"), (Object) null);
        // a failure of a call belongs to the exchange
        platform.simulator.faults().on("/api/v1/user/info").answer(777, "no");
        platform.template.send("pan123:userInfo", exchange -> {});
        await().until(() -> platform.simulator.drive().find("/in/a.txt").isEmpty());
        await().until(() -> platform.calls("/api/v1/transcode/video/result") > 0);
    }

    @Test
    void refusalsABanAndUsedUpTrafficAreLoggedOnceAndSoIsTheirEnd() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.options().setTrafficPause(1000);
            long id = platform.simulator.drive().addFile("/a.txt", CONTENT);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            logged.events().clear();

            platform.simulator.faults().on("/api/v1/user/info").times(2).answer(429);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            assertThat(logged.lines()).singleElement().satisfies(line -> assertThat(line)
                    .contains("refuses /api/v1/user/info as too frequent, although the limit of 10 a second"));
            logged.events().clear();

            platform.simulator.faults().on("/api/v1/file/trash").times(2).answer(1, "账号已被封禁");
            for (int i = 0; i < 3; i++) {
                platform.template.send("pan123:trash?fileId=" + id, exchange -> {});
            }
            assertThat(logged.lines()).hasSize(2);
            assertThat(logged.lines().get(0))
                    .matches("WARN The platform has banned the account \\p{XDigit}{8} .*/trash: .*");
            assertThat(logged.lines().get(1))
                    .matches("INFO The account \\p{XDigit}{8} may make the call .*/trash again");
            logged.events().clear();

            long other = platform.simulator.drive().addFile("/b.txt", CONTENT);
            platform.simulator.faults().trafficUsedUp(true);
            for (int i = 0; i < 3; i++) {
                platform.template.send("pan123:downloadUrl?fileId=" + other, exchange -> {});
            }
            platform.simulator.faults().trafficUsedUp(false);
            assertThat(logged.lines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("WARN The account's download traffic is used up"));
            logged.events().clear();
            await().until(() -> platform.template
                            .send("pan123:downloadUrl?fileId=" + other, exchange -> {})
                            .getException()
                    == null);
            platform.template.requestBody("pan123:downloadUrl?fileId=" + other, (Object) null);
            assertThat(logged.lines()).containsExactly("INFO The pause of downloads is over");
        }
    }

    @Test
    void theTraceIdIsInTheContextOfTheLogWhileAFailedExchangeGoesOn() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class).log(org.apache.camel.LoggingLevel.WARN, OWN + ".seen", "failed");
                    from("direct:info")
                            .to("pan123:userInfo")
                            .log(org.apache.camel.LoggingLevel.WARN, OWN + ".seen", "went on");
                }
            });
            platform.simulator.faults().on("/api/v1/user/info").answer(777, "no");
            Exchange failed = platform.template.send("direct:info", exchange -> {});
            platform.template.requestBody("direct:info", (Object) null);
            List<LogEvent> seen = logged.events().stream()
                    .filter(event -> event.getLoggerName().endsWith(".seen"))
                    .toList();
            assertThat(seen).hasSize(2);
            assertThat(seen.get(0).getContextData().<String>getValue("camel.pan123.traceId"))
                    .isNotBlank()
                    .isEqualTo(failed.getMessage().getHeader(Pan123Constants.TRACE_ID));
            assertThat(seen.get(1).getContextData().containsKey("camel.pan123.traceId"))
                    .isFalse();
        }
    }
}
