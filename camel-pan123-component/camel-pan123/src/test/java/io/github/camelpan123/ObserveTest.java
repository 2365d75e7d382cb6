package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen of an account while it is used. */
class ObserveTest {

    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName queue(CamelContext context, String shortName) throws Exception {
        Set<ObjectName> found = JMX.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=pan123,name=\""
                        + shortName + "\",*"),
                null);
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }

    @Test
    void eachQueueCanBeReadAndItsLimitChangedWhileRunning() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            ObjectName queue = queue(platform.context, "userInfo");
            assertThat(JMX.getAttribute(queue, "Limit")).isEqualTo("10");
            assertThat(JMX.getAttribute(queue, "Sent")).isEqualTo(1L);
            assertThat(JMX.getAttribute(queue, "Refused")).isEqualTo(0L);
            assertThat(JMX.getAttribute(queue, "Waiting")).isEqualTo(0);
            assertThat(JMX.getAttribute(queue, "Path")).isEqualTo("/api/v1/user/info");
            JMX.setAttribute(queue, new Attribute("Limit", "3"));
            assertThat(platform.component().queues())
                    .filteredOn(figures -> figures.shortName().equals("userInfo"))
                    .singleElement()
                    .satisfies(figures -> assertThat(figures.limit()).isEqualTo("3"));
            assertThatThrownBy(() -> JMX.setAttribute(queue, new Attribute("Limit", "none")))
                    .isInstanceOf(MBeanException.class)
                    .hasStackTraceContaining("rateLimits.userInfo=none");
            assertThat(queue.toString())
                    .doesNotContain(platform.simulator.clientId(), platform.simulator.clientSecret());
        }
    }

    @Test
    void aLimitChangedWhileRunningHoldsAtOnce() throws Exception {
        String path = "/api/v1/user/info";
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(true))) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            ObjectName queue = queue(platform.context, "userInfo");
            JMX.setAttribute(queue, new Attribute("Limit", "2"));
            ask(platform, 7);
            assertThat(platform.simulator.figures().fullestWindow(path)).isEqualTo(2);
            JMX.setAttribute(queue, new Attribute("Limit", "8"));
            ask(platform, 17);
            assertThat(platform.simulator.figures().fullestWindow(path)).isBetween(3, 8);
            platform.simulator.faults().on(path).answer(429);
            ask(platform, 1);
            assertThat(JMX.getAttribute(queue, "Refused")).isEqualTo(1L);
            assertThat(JMX.getAttribute(queue, "Sent")).isEqualTo(1L + 7 + 17 + 2);
            JMX.setAttribute(queue, new Attribute("Limit", "0.1"));
            platform.template.asyncRequestBody("pan123:userInfo", (Object) null);
            await().untilAsserted(
                            () -> assertThat(JMX.getAttribute(queue, "Waiting")).isEqualTo(1));
        }
    }

    private static ObjectName account(CamelContext context) throws Exception {
        return queue(context, "account");
    }

    private static Object get(ObjectName name, String attribute) throws Exception {
        return JMX.getAttribute(name, attribute);
    }

    private static Object call(ObjectName name, String operation) throws Exception {
        return JMX.invoke(name, operation, null, null);
    }

    @Test
    void anAccountShowsTheFiguresOfThePlatformAndALookCostsNoCall() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.template.requestBody("pan123:upload?uploadMode=single&fileName=a.txt", "text");
            platform.simulator.faults().on("/api/v1/user/info").answer(429);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.template.requestBody("pan123:trash?path=/a.txt", (Object) null);
            int calls = platform.simulator.figures().requests().size();
            ObjectName account = account(platform.context);
            MBeanInfo info = JMX.getMBeanInfo(account);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertThat(get(account, attribute.getName()))
                        .as(attribute.getName())
                        .isNotNull();
            }
            assertThat(get(account, "Sent")).isEqualTo((long) calls);
            assertThat(get(account, "Refused")).isEqualTo(1L);
            assertThat(get(account, "UploadsInFlight")).isEqualTo(0);
            assertThat(get(account, "UploadsSucceeded")).isEqualTo(1L);
            assertThat(get(account, "BytesSent"))
                    .isEqualTo(platform.simulator.figures().uploadedBytes());
            assertThat(get(account, "Waiting")).isEqualTo(0L);
            assertThat(get(account, "Batches")).isNotEqualTo(0L);
            assertThat(get(account, "MeanBatchSize")).isEqualTo(1.0);
            assertThat(get(account, "TokenSource")).isEqualTo("LOGIN");
            assertThat((long) get(account, "TokenAgeSeconds")).isNotNegative();
            assertThat((long) get(account, "SpaceFree")).isPositive();
            ObjectName component = new ObjectName("org.apache.camel:context=" + platform.context.getManagementName()
                    + ",type=components,name=\"pan123\"");
            assertThat(get(component, "CallsSent")).isEqualTo((long) calls);
            assertThat(get(component, "CallsRefused")).isEqualTo(1L);
            assertThat(get(component, "AccountsInUse")).isEqualTo(1);
            // what Camel shows of each component
            assertThat(get(component, "ComponentName")).isEqualTo("pan123");
            assertThat(platform.simulator.figures().requests()).hasSize(calls);
        }
    }

    @Test
    void aPausedQueueHoldsItsCallsAndNoOthers() throws Exception {
        String path = "/api/v1/user/info";
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            ObjectName queue = queue(platform.context, "userInfo");
            call(queue, "pause");
            CompletableFuture<Object> held = platform.template.asyncRequestBody("pan123:userInfo", (Object) null);
            await().until(() -> (int) get(queue, "Waiting") == 1);
            platform.template.requestBody("pan123:createDirectory?path=/in", (Object) null);
            assertThat(get(queue, "Paused")).isEqualTo(true);
            assertThat(get(queue, "ExpectedWaitMillis")).isEqualTo(-1L);
            assertThat(platform.calls(path)).isOne();
            assertThat(held).isNotDone();
            call(queue, "resume");
            held.get(2, TimeUnit.MINUTES);
            assertThat(platform.calls(path)).isEqualTo(2);
            assertThat(get(queue, "Paused")).isEqualTo(false);
        }
    }

    private enum Forgotten {
        FOLDER("forgetFolder", "long"),
        PATH("forgetPath", "java.lang.String"),
        ALL("forgetAll", null);

        private final String operation;
        private final String type;

        Forgotten(String operation, String type) {
            this.operation = operation;
            this.type = type;
        }
    }

    @ParameterizedTest
    @EnumSource(Forgotten.class)
    void aForgottenListingIsReadAgain(Forgotten what) throws Exception {
        String list = "/api/v2/file/list";
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            long folder = platform.simulator.drive().addFolder("/in");
            platform.simulator.drive().addFile("/in/a.txt", new byte[] {1});
            platform.template.requestBody("pan123:upload?parentPath=/in&duplicate=skipIfSame&fileName=b.txt", "text");
            long before = platform.calls(list);
            platform.template.requestBody("pan123:upload?parentPath=/in&duplicate=skipIfSame&fileName=c.txt", "text");
            // the listings are shared
            assertThat(platform.calls(list)).isEqualTo(before);
            ObjectName account = account(platform.context);
            int cached = (int) get(account, "CachedListings");
            assertThat(cached).isEqualTo(2);
            Object[] arguments =
                    switch (what) {
                        case FOLDER -> new Object[] {folder};
                        case PATH -> new Object[] {"/in/a.txt"};
                        case ALL -> null;
                    };
            Object dropped =
                    JMX.invoke(account, what.operation, arguments, what.type == null ? null : new String[] {what.type});
            assertThat(dropped).isEqualTo(what == Forgotten.FOLDER ? (Object) true : (Object) 2);
            assertThat(get(account, "CachedListings")).isEqualTo(what == Forgotten.FOLDER ? 1 : 0);
            platform.template.requestBody("pan123:upload?parentPath=/in&duplicate=skipIfSame&fileName=d.txt", "text");
            assertThat(platform.calls(list)).isEqualTo(before + (what == Forgotten.FOLDER ? 1 : 2));
        }
    }

    @Test
    void aProbeAsksOnceAMinuteAtMost() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.template.requestBody("pan123:createDirectory?path=/in", (Object) null);
            ObjectName account = account(platform.context);
            assertThat(get(account, "SpaceFree")).isEqualTo(-1L);
            assertThat((String) call(account, "probe")).endsWith(" The platform answers");
            assertThat((String) call(account, "probe")).endsWith(" The platform answers");
            assertThat(platform.calls("/api/v1/user/info")).isOne();
            assertThat((long) get(account, "SpaceFree")).isPositive();
        }
    }

    @Test
    void aConsumerCanBeRead() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.simulator.drive().addFile("/in/a.txt", new byte[] {1});
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:listFiles?path=/in&initialDelay=0&delay=50").to("mock:in");
                }
            });
            ObjectName consumer = JMX.queryNames(
                            new ObjectName("org.apache.camel:context=" + platform.context.getManagementName()
                                    + ",type=consumers,*"),
                            null)
                    .iterator()
                    .next();
            await().until(() -> !((String) get(consumer, "LastGoodPoll")).isEmpty());
            assertThat(get(consumer, "Subject")).isEqualTo("files of /in");
            assertThat(get(consumer, "GivenUp")).isEqualTo(0L);
            assertThat(get(consumer, "LastFailedPoll")).isEqualTo("");
            await().until(() -> (int) get(consumer, "Backlog") == 0 && (int) get(consumer, "ExchangesInProgress") == 0);
            // what Camel shows of each such consumer
            assertThat(get(consumer, "Delay")).isEqualTo(50L);
        }
    }

    private static void ask(SimulatedPlatform platform, int times) {
        IntStream.range(0, times)
                .mapToObj(i -> platform.template.asyncRequestBody("pan123:userInfo", (Object) null))
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Test
    void theQueuesOfAContextThatStartsWithAConsumerCanBeRead() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = SimulatedPlatform.managedContext(simulator)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:transcodeResult").to("log:results");
                }
            });
            context.start();
            assertThat(JMX.getAttribute(queue(context, "transcodeResult"), "Limit"))
                    .isEqualTo("20");
        }
    }

    @Test
    void nothingIsLeftInJmxAfterTheContext() throws Exception {
        ObjectName queue;
        ObjectName all;
        try (SimulatedPlatform platform = SimulatedPlatform.managed(builder -> builder.limits(false))) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            queue = queue(platform.context, "fileMove");
            assertThat(JMX.isRegistered(queue)).isTrue();
            all = new ObjectName("*:context=" + platform.context.getManagementName() + ",type=pan123,*");
            assertThat(JMX.queryNames(all, null)).hasSizeGreaterThan(30);
        }
        assertThat(JMX.isRegistered(queue)).isFalse();
        assertThat(JMX.queryNames(all, null)).isEmpty();
    }

    @Test
    void theHealthCheckSaysWhetherThereIsAToken() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext right = SimulatedPlatform.managedContext(simulator);
                CamelContext wrong = SimulatedPlatform.managedContext(simulator)) {
            wrong.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setClientSecret("wrong");
            HealthCheck.Result up = check(right);
            assertThat(up.getState()).isEqualTo(HealthCheck.State.UP);
            HealthCheck.Result down = check(wrong);
            assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(down.getMessage())
                    .hasValueSatisfying(text ->
                            assertThat(text).contains("/api/v1/access_token").doesNotContain("wrong"));
            assertThat(simulator.figures().tokensIssued()).isOne();
        }
    }

    /** When the application asks for checks of producers: before the context starts, as its properties do, or later. */
    private enum Asked {
        BEFORE_START,
        AFTER_START
    }

    static Stream<Arguments> healthChecks() {
        return Stream.of(Asked.values()).flatMap(asked -> Stream.of(
                        Arguments.of(true, true, State.UP),
                        Arguments.of(true, false, State.DOWN),
                        Arguments.of(false, true, State.UNKNOWN),
                        Arguments.of(false, false, State.UNKNOWN))
                .map(row -> Arguments.of(asked, row.get()[0], row.get()[1], row.get()[2])));
    }

    @ParameterizedTest
    @MethodSource("healthChecks")
    void theHealthCheckCanBeSwitchedOffAndIsThereWhateverItSays(
            Asked asked, boolean enabled, boolean rightSecret, State expected) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = SimulatedPlatform.managedContext(simulator)) {
            Pan123Component component = context.getComponent("pan123", Pan123Component.class);
            component.setHealthCheckProducerEnabled(enabled);
            if (!rightSecret) {
                component.getConfiguration().setClientSecret("wrong");
            }
            if (asked == Asked.BEFORE_START) {
                HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            }
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:info").to("pan123:userInfo");
                }
            });
            context.start();
            HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            HealthCheckRegistry.get(context).setExposureLevel("full");
            assertThat(HealthCheckHelper.invoke(context))
                    .filteredOn(result -> result.getCheck().getId().startsWith("producer:pan123-"))
                    .singleElement()
                    .satisfies(result -> {
                        assertThat(result.getState()).isEqualTo(expected);
                        assertThat(result.getDetails()).containsKey(enabled ? "baseUrl" : HealthCheck.CHECK_ENABLED);
                    });
            assertThat(simulator.figures().calls("/api/v1/access_token")).isEqualTo(enabled ? 1 : 0);
        }
    }

    private static HealthCheck.Result check(CamelContext context) throws Exception {
        context.start();
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        context.getEndpoint("pan123:userInfo").createProducer().start();
        HealthCheck check = HealthCheckHelper.getHealthCheckRepository(context, "producers").stream()
                .filter(candidate -> candidate.getId().contains("pan123"))
                .findFirst()
                .orElseThrow();
        check.setEnabled(true);
        return check.call(Map.of());
    }
}
