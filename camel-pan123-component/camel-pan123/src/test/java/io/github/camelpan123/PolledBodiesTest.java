package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.AccountDrive;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Camel may stop an endpoint that was polled before the route reads the body. Its account stays open until the exchange
 * is over, and no longer.
 */
class PolledBodiesTest {

    private static final String POLLED = "polled";
    private static final int TIMES = 3;

    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> inUse = new ConcurrentLinkedQueue<>();
    private SimulatedPlatform platform;
    private List<AccountBinding> others;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.managed(builder ->
                        builder.limits(false).client("other", "secret").client(POLLED, "secret"))
                .unhurried();
        HealthCheckHelper.getHealthCheckRepository(platform.context, "producers")
                .setEnabled(true);
        // so many that an unused one is closed at once
        others = IntStream.range(0, 20)
                .mapToObj(i -> {
                    Pan123Configuration options = platform.options().copy();
                    options.setListingMaxAge(1000 + i);
                    return platform.component().enterAccount(options);
                })
                .toList();
    }

    @AfterEach
    void stop() {
        others.forEach(AccountBinding::leave);
        platform.close();
    }

    private Set<String> accountsInJmx() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("*:context=" + platform.context.getManagementName() + ",type=pan123,*"), null)
                .stream()
                .map(name -> name.getKeyProperty("account"))
                .collect(Collectors.toSet());
    }

    private long healthChecks() {
        return HealthCheckHelper.getHealthCheckRepository(platform.context, "producers", HealthCheckRepository.class)
                .stream()
                .filter(check -> check.getId().contains("pan123"))
                .count();
    }

    private void poll(String uri) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in")
                        .pollEnrich()
                        .simple(uri + "&clientId=" + POLLED + "&clientSecret=secret")
                        .cacheSize(-1)
                        .timeout(Duration.ofMinutes(1).toMillis())
                        .process(exchange -> inUse.add(accountsInJmx().size()))
                        .convertBodyTo(String.class)
                        .process(exchange -> bodies.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"pan123:listFiles?path=/in, content", "pan123:transcodeResult?source=space&includeBody=true, #EXTM3U"})
    void theAccountOfAPolledBodyStaysOpenUntilTheExchangeIsOver(String uri, String content) throws Exception {
        AccountDrive drive = platform.simulator.drive(POLLED);
        for (int i = 0; i < TIMES; i++) {
            drive.addFile("/in/" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
            drive.addFinishedTranscode(i + ".mp4", new byte[] {1}, "480p");
        }
        poll(uri);
        for (int i = 0; i < TIMES; i++) {
            Exchange exchange = platform.template.send("direct:in", sent -> {});
            assertThat(exchange.getException()).isNull();
            await().untilAsserted(() -> assertThat(accountsInJmx()).hasSize(1));
            assertThat(healthChecks()).isOne();
            assertThat(platform.component().getAccountsInUse()).isOne();
        }
        assertThat(inUse).hasSize(TIMES).containsOnly(2);
        assertThat(bodies).isNotEmpty().allSatisfy(body -> assertThat(body).startsWith(content));
        if (content.equals("content")) {
            assertThat(bodies).hasSize(TIMES);
        }
    }
}
