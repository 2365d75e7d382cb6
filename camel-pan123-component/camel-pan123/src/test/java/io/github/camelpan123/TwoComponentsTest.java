package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two components of one context, with the same account or with two: each account is seen once, until it is unused. */
class TwoComponentsTest {

    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();
    private static final String INFO = "/api/v1/user/info";
    private static final String ONE = "one-client";
    private static final String OTHER = "other-client";
    private static final String SECRET = "their-secret";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.managed(
                builder -> builder.limits(false).client(ONE, SECRET).client(OTHER, SECRET));
        platform.context.getRegistry().bind("metricsRegistry", meters);
        HealthCheckHelper.getHealthCheckRepository(platform.context, "producers")
                .setEnabled(true);
        HealthCheckRegistry.get(platform.context).setExposureLevel("full");
        platform.unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Pan123Component archive(boolean same) {
        Pan123Component archive = new Pan123Component();
        Pan123Configuration options = platform.options().copy();
        if (!same) {
            options.setClientId(ONE.equals(platform.simulator.clientId()) ? OTHER : ONE);
        }
        archive.setConfiguration(options);
        platform.context.addComponent("archive", archive);
        return archive;
    }

    private Pan123Component component(String name) {
        return platform.context.getComponent(name, Pan123Component.class);
    }

    private void ask(String component) {
        platform.context.createProducerTemplate().requestBody(component + ":userInfo", (Object) null);
    }

    private static Set<String> labels(Pan123Component... components) {
        return Arrays.stream(components)
                .flatMap(component -> component.state(0).accounts().stream())
                .map(view -> view.account().label())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> beans(CamelContext context) throws Exception {
        return JMX
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=pan123,name=\"account\",*"),
                        null)
                .stream()
                .map(name -> name.getKeyProperty("account"))
                .sorted()
                .toList();
    }

    private List<String> checks() {
        return HealthCheckHelper.getHealthCheckRepository(platform.context, "producers").stream()
                .map(HealthCheck::getId)
                .filter(id -> id.startsWith("producer:pan123-"))
                .map(id -> id.substring("producer:pan123-".length()))
                .sorted()
                .toList();
    }

    private List<String> metered() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().equals("camel.pan123.token.age"))
                .map(id -> id.getTag("account"))
                .sorted()
                .toList();
    }

    private double counted(String path) {
        return meters.find("camel.pan123.calls").tag("api", path).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void assertShown(Collection<String> labels) throws Exception {
        assertThat(beans(platform.context)).containsExactlyElementsOf(labels);
        assertThat(checks()).containsExactlyElementsOf(labels);
        assertThat(metered()).containsExactlyElementsOf(labels);
    }

    private void assertNothingLeft() throws Exception {
        assertShown(List.of());
        assertThat(meters.getMeters())
                .noneMatch(meter -> meter.getId().getName().startsWith("camel.pan123."));
    }

    static Stream<Arguments> components() {
        return Stream.of(true, false)
                .flatMap(same -> Stream.of("pan123", "archive").map(stopped -> Arguments.of(same, stopped)));
    }

    @ParameterizedTest(name = "same account {0}, {1} stops first")
    @MethodSource("components")
    void anAccountIsShownOnceUntilTheLastComponentEnds(boolean same, String stopped) throws Exception {
        Pan123Component archive = archive(same);
        String other = stopped.equals("pan123") ? "archive" : "pan123";
        ask("pan123");
        ask("archive");
        Set<String> both = labels(platform.component(), archive);
        assertThat(both).hasSize(same ? 1 : 2);
        assertShown(both);
        assertThat(counted(INFO)).isEqualTo(2).isEqualTo(platform.calls(INFO));

        Set<String> left = labels(component(other));
        component(stopped).stop();
        assertShown(left);
        ask(other);
        assertThat(counted(INFO)).isEqualTo(same ? 3 : 2);
        ObjectName bean = JMX.queryNames(
                        new ObjectName("org.apache.camel:context=" + platform.context.getManagementName()
                                + ",type=pan123,name=\"userInfo\",*"),
                        null)
                .iterator()
                .next();
        assertThat(JMX.getAttribute(bean, "Sent")).isEqualTo(same ? 3L : 2L);
        assertThat(HealthCheckHelper.invoke(platform.context))
                .filteredOn(result -> result.getCheck().getId().startsWith("producer:pan123-"))
                .singleElement()
                .satisfies(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.UP));

        component(stopped).start();
        ask(stopped);
        assertShown(both);
        component(stopped).stop();
        component(other).stop();
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContextThatIsStartedAgainShowsItsAccountsAgain(boolean same) throws Exception {
        Pan123Configuration first = platform.options();
        archive(same);
        for (int i = 0; i < 2; i++) {
            ask("pan123");
            ask("archive");
            assertShown(labels(component("pan123"), component("archive")));
            CamelContext context = platform.context;
            context.stop();
            assertThat(beans(context)).isEmpty();
            assertThat(metered()).isEmpty();
            assertThat(checks()).isEmpty();
            // a stopped context has forgotten its components and beans
            context.getRegistry().bind("metricsRegistry", meters);
            Pan123Component again = new Pan123Component();
            again.setConfiguration(first);
            context.addComponent("pan123", again);
            archive(same);
            context.start();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pan123", "archive"})
    void theCheckIsEnabledWhileOneOfTheComponentsWantsIt(String wanting) {
        Pan123Component archive = archive(true);
        Pan123Component wants = component(wanting);
        Pan123Component without = wanting.equals("pan123") ? archive : platform.component();
        without.setHealthCheckProducerEnabled(false);
        ask("pan123");
        ask("archive");
        assertThat(check().isEnabled()).isTrue();
        wants.stop();
        assertThat(check().isEnabled()).isFalse();
        wants.start();
        ask(wanting);
        assertThat(check().isEnabled()).isTrue();
        without.stop();
        assertThat(check().isEnabled()).isTrue();
    }

    private HealthCheck check() {
        return HealthCheckHelper.getHealthCheckRepository(platform.context, "producers").stream()
                .filter(check -> check.getId().startsWith("producer:pan123-"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theConsoleListsAnAccountOnce(boolean same) {
        archive(same);
        ask("pan123");
        ask("archive");
        Pan123DevConsole console = new Pan123DevConsole();
        console.setCamelContext(platform.context);
        String text = (String) console.call(MediaType.TEXT, Map.of());
        assertThat(text.lines().filter(line -> line.startsWith("Account "))).hasSize(same ? 1 : 2);
        assertThat(text.lines().filter(line -> line.startsWith("At "))).hasSize(1);
    }

    @Test
    void theConsoleSaysThatNoAccountIsInUse() {
        archive(true).start();
        Pan123DevConsole console = new Pan123DevConsole();
        console.setCamelContext(platform.context);
        assertThat((String) console.call(MediaType.TEXT, Map.of())).containsOnlyOnce("No account is in use.");
    }
}
