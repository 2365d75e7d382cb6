package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that are named by messages, one after the other or many at once, are let go of again. */
@Isolated("it measures the heap of the whole JVM")
class DynamicEndpointsIT {

    private static final int TOKENS = Boolean.getBoolean("pan123.proof") ? 3000 : 200;
    private static final int CACHED = 50;
    /** When there are as many accounts as there will be. */
    private static final int FIRST = Math.max(2 * CACHED, TOKENS / 10);

    /** Its own and that of each call with a limit. */
    private static final int MBEANS_OF_ONE = 1 + LimitTable.limited().size();

    private static final int AT_ONCE = 20;
    /** More than Camel's own caches of endpoints take; accounts that were kept would take several times of it. */
    private static final double GROWTH = 1.5;

    private static final long BESIDES = 8L << 20;

    private static Set<String> accountsInJmx(CamelContext context) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("*:context=" + context.getManagementName() + ",type=pan123,*"), null)
                    .stream()
                    .map(name -> name.getKeyProperty("account"))
                    .collect(Collectors.toSet());
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> accountsInMeters(MeterRegistry meters) {
        return meters.getMeters().stream()
                .map(meter -> meter.getId().getTag("account"))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static int mbeans(CamelContext context) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("*:context=" + context.getManagementName() + ",type=pan123,*"), null)
                    .size();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long healthChecks(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", HealthCheckRepository.class).stream()
                .filter(check -> check.getId().contains("pan123"))
                .count();
    }

    private static long accounts(CamelContext context) {
        return context.getComponent("pan123", Pan123Component.class).queues().stream()
                .map(QueueFigures::shortName)
                .filter("userInfo"::equals)
                .count();
    }

    private static Exchange send(ProducerTemplate template, String token) {
        return template.send("direct:in", exchange -> exchange.getMessage().setHeader("t", token));
    }

    @ParameterizedTest
    @ValueSource(ints = {CACHED, -1})
    void accountsThatMessagesNameAreLetGoOf(int cacheSize) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                CamelContext context = SimulatedPlatform.managedContext(simulator)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    // or each of the refusals would be logged
                    errorHandler(noErrorHandler());
                    from("direct:in")
                            .toD("pan123:userInfo?accessToken=RAW(${header.t})", cacheSize)
                            .id("dynamic");
                }
            });
            MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            context.getRegistry().bind("metricsRegistry", meters);
            context.start();
            HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            ProducerTemplate template = context.createProducerTemplate();
            send(template, 0, FIRST);
            long before = heap();
            send(template, FIRST, TOKENS);
            AtomicInteger next = new AtomicInteger(TOKENS);
            await().untilAsserted(() -> {
                // Camel evicts, and stops what it has evicted, when another one is taken
                send(template, "token-" + next.getAndIncrement());
                assertThat(accounts(context)).isBetween(1L, (long) CACHED);
                assertThat(healthChecks(context)).isBetween(1L, (long) CACHED);
                assertThat(accountsInJmx(context)).hasSizeBetween(1, CACHED);
                assertThat(accountsInMeters(meters)).hasSizeBetween(1, CACHED);
                assertThat(mbeans(context))
                        .isEqualTo(MBEANS_OF_ONE * accountsInJmx(context).size());
            });
            await().untilAsserted(() -> assertThat(heap())
                    .as("bytes of the heap, of %s before", before)
                    .isLessThanOrEqualTo((long) (GROWTH * before) + BESIDES));
            // what was let go of can be named again
            assertThat(send(template, "token-0").getException()).hasMessageContaining("accessToken");
        }
    }

    private static void send(ProducerTemplate template, int from, int to) throws Exception {
        for (int i = from; i < to; i += AT_ONCE) {
            List<CompletableFuture<Exchange>> some = IntStream.range(i, i + AT_ONCE)
                    .mapToObj(number -> template.asyncSend(
                            "direct:in", exchange -> exchange.getMessage().setHeader("t", "token-" + number)))
                    .toList();
            for (CompletableFuture<Exchange> one : some) {
                // refused by the platform, and not because others came meanwhile
                assertThat(one.get(2, TimeUnit.MINUTES).getException())
                        .isInstanceOf(Pan123TokenException.class)
                        .hasMessageContaining("accessToken");
            }
        }
    }

    /** What is left in use after all that can be freed was. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
