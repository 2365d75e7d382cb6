package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.FileName;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options take and refuse, in every way that Camel has for setting them. */
class OptionValuesTest {

    private static final Set<String> SIZES = Set.of("singleThreshold", "maxSpoolSize");
    private static final String ACCOUNT = "clientId=options&clientSecret=s";

    private static CamelContext context;
    private static JsonNode catalog;

    @BeforeAll
    static void start() throws IOException {
        context = new DefaultCamelContext();
        context.disableJMX();
        context.start();
        catalog = new ObjectMapper()
                .readTree(OptionValuesTest.class.getResource("/META-INF/io/github/camelpan123/pan123.json"));
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
    }

    /** The ways. Each sets an option of something new. */
    private enum Way {
        URI {
            @Override
            Pan123Configuration set(String option, Object value) {
                return context.getEndpoint(
                                "pan123:upload?" + ACCOUNT + "&" + option + "=RAW(" + value + ")", Pan123Endpoint.class)
                        .getConfiguration();
            }
        },
        ENDPOINT_CONFIGURER {
            @Override
            Pan123Configuration set(String option, Object value) {
                Pan123Endpoint endpoint = context.getEndpoint("pan123:upload?" + ACCOUNT, Pan123Endpoint.class);
                // not the shared endpoint's own options
                Pan123Endpoint fresh = new Pan123Endpoint(
                        "pan123:upload", endpoint.getComponent(), Pan123Operation.upload, new Pan123Configuration());
                configure(endpoint.getComponent().getEndpointPropertyConfigurer(), fresh, option, value);
                return fresh.getConfiguration();
            }
        },
        COMPONENT_CONFIGURER {
            @Override
            Pan123Configuration set(String option, Object value) {
                Pan123Component component = component();
                configure(component.getComponentPropertyConfigurer(), component, option, value);
                return component.getConfiguration();
            }
        },
        BINDING_OF_COMPONENT {
            @Override
            Pan123Configuration set(String option, Object value) {
                Pan123Component component = component();
                assertThat(PropertyBindingSupport.bindProperties(context, component, properties(option, value)))
                        .isTrue();
                return component.getConfiguration();
            }
        },
        BINDING_OF_NESTED_CONFIGURATION {
            @Override
            Pan123Configuration set(String option, Object value) {
                Pan123Component component = component();
                assertThat(PropertyBindingSupport.bindProperties(
                                context, component, properties("configuration." + option, value)))
                        .isTrue();
                return component.getConfiguration();
            }
        },
        BINDING_OF_CONFIGURATION {
            @Override
            Pan123Configuration set(String option, Object value) {
                Pan123Configuration configuration = new Pan123Configuration();
                assertThat(PropertyBindingSupport.bindProperties(context, configuration, properties(option, value)))
                        .isTrue();
                return configuration;
            }
        };

        abstract Pan123Configuration set(String option, Object value);

        private static void configure(PropertyConfigurer configurer, Object target, String option, Object value) {
            assertThat(configurer.configure(context, target, option, value, true))
                    .as(option)
                    .isTrue();
        }

        private static Pan123Component component() {
            Pan123Component component = new Pan123Component();
            component.setCamelContext(context);
            component.build();
            return component;
        }

        private static Map<String, Object> properties(String option, Object value) {
            return new HashMap<>(Map.of(option, value));
        }

        boolean forEndpointsOnly() {
            return this == URI || this == ENDPOINT_CONFIGURER;
        }

        /** Whether an option can be set this way: one of the component alone is no option of endpoints. */
        boolean knows(String option) {
            return catalog.get("properties").has(option)
                    ? forEndpointsOnly() || catalog.get("componentProperties").has(option)
                    : this == COMPONENT_CONFIGURER || this == BINDING_OF_COMPONENT;
        }
    }

    private record Bad(Way way, String option, Object value) {}

    private static Stream<Bad> numbers() throws IOException {
        start();
        Map<String, JsonNode> all = new HashMap<>();
        catalog.get("componentProperties").properties().forEach(one -> all.put(one.getKey(), one.getValue()));
        catalog.get("properties").properties().forEach(one -> all.put(one.getKey(), one.getValue()));
        Stream.Builder<Bad> bad = Stream.builder();
        for (Map.Entry<String, JsonNode> option : all.entrySet()) {
            String name = option.getKey();
            String type = option.getValue().path("type").asText();
            String javaType = option.getValue().path("javaType").asText();
            boolean number =
                    type.equals("integer") || type.equals("duration") || javaType.equals("int") || SIZES.contains(name);
            if (!number) {
                continue;
            }
            for (Way way : Way.values()) {
                if (way.knows(name)) {
                    Stream.of("abc", "1O2", "1.5", "10XB", "１２", "99999999999999999999999")
                            .forEach(text -> bad.add(new Bad(way, name, text)));
                    bad.add(new Bad(way, name, 1.5));
                    // of Camel's own numbers some may be negative
                    if (catalog.get("componentProperties").has(name) || name.equals("delay")) {
                        bad.add(new Bad(way, name, "-1"));
                    }
                }
            }
        }
        return bad.build();
    }

    private static Stream<Bad> zeros() {
        return Stream.of(
                        "fileId",
                        "maxUploadsInFlight",
                        "connectTimeout",
                        "responseTimeout",
                        "uploadConcurrency",
                        "maxSpoolSize",
                        "pageSize",
                        "proxyPort",
                        "videoTime",
                        "jobTimeout",
                        "clusterSlack",
                        "clusterTimeout",
                        "clusterWeight")
                .flatMap(option -> Arrays.stream(Way.values())
                        .filter(way -> way.knows(option))
                        .map(way -> new Bad(way, option, "0")));
    }

    /** Their nanoseconds would be more than half of what a long holds, or more than it holds. */
    private static Stream<Bad> tooLong() throws IOException {
        start();
        return DurationOptionsTest.durations().flatMap(option -> Arrays.stream(Way.values())
                .filter(way -> way.knows(option))
                .flatMap(way -> Stream.of(
                                DurationOptionsTest.LONGEST + 1, Long.MAX_VALUE / 1_000_000 + 1, Long.MAX_VALUE)
                        .map(millis -> new Bad(way, option, millis.toString()))));
    }

    private static Stream<Bad> choices() throws IOException {
        start();
        Stream.Builder<Bad> bad = Stream.builder();
        for (Map.Entry<String, JsonNode> option :
                catalog.get("componentProperties").properties()) {
            if (option.getValue().has("enum")) {
                Arrays.stream(Way.values())
                        .filter(way -> way.knows(option.getKey()))
                        .forEach(way -> bad.add(new Bad(way, option.getKey(), "3")));
            }
            if (option.getValue().path("type").asText().equals("boolean")
                    && catalog.get("properties").has(option.getKey())
                    && !option.getKey().equals("lazyStartProducer")
                    && !option.getKey().equals("bridgeErrorHandler")) {
                Arrays.stream(Way.values()).forEach(way -> bad.add(new Bad(way, option.getKey(), "yes")));
            }
        }
        return bad.build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"numbers", "zeros", "tooLong", "choices"})
    void whatMakesNoSenseIsRefusedAndTheMessageNamesOptionAndValue(Bad bad) {
        Throwable failure = catchThrowable(() -> bad.way.set(bad.option, bad.value));
        assertThat(failure).isNotNull().isNotInstanceOf(AssertionError.class);
        String message = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .collect(Collectors.joining("; "));
        assertThat(message).contains(bad.option + "=" + bad.value);
        if (bad.value.equals("3")) {
            catalog.at("/properties/" + bad.option + "/enum")
                    .forEach(value -> assertThat(message).contains(value.asText()));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void sizesTakeBytesAndUnitsAndDurationsWhatCamelTakes(Way way) {
        assertThat(way.set("maxSpoolSize", "10GB").getMaxSpoolSize()).isEqualTo(10_000_000_000L);
        assertThat(way.set("maxSpoolSize", "3000").getMaxSpoolSize()).isEqualTo(3000);
        assertThat(way.set("singleThreshold", "1MiB").getSingleThreshold()).isEqualTo(1024 * 1024);
        assertThat(way.set("singleThreshold", "2 mb").getSingleThreshold()).isEqualTo(2_000_000);
        assertThat(way.set("maxWait", "1m30s").getMaxWait()).isEqualTo(90_000);
        assertThat(way.set("maxWait", "500ms").getMaxWait()).isEqualTo(500);
        assertThat(way.set("jobTimeout", "PT5S").getJobTimeout()).isEqualTo(5000);
        assertThat(way.set("jobTimeout", "5000").getJobTimeout()).isEqualTo(5000);
        assertThat(way.set("parentFileId", "12345678901").getParentFileId()).isEqualTo(12_345_678_901L);
        assertThat(way.set("parentFileId", "0").getParentFileId()).isZero();
        assertThat(way.set("duplicate", "skip-if-same").getDuplicate().name()).isEqualTo("skipIfSame");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void blankCountsAsNotSet(Way way) throws Exception {
        PropertyDescriptor[] properties =
                Introspector.getBeanInfo(Pan123Configuration.class).getPropertyDescriptors();
        for (PropertyDescriptor property : properties) {
            String option = property.getName();
            if (!catalog.get("componentProperties").has(option)) {
                continue;
            }
            boolean account = way == Way.URI && (option.equals("clientId") || option.equals("clientSecret"));
            Object expected = property.getReadMethod().invoke(new Pan123Configuration());
            for (String blank : List.of("", " ")) {
                if (!account) {
                    assertThat(property.getReadMethod().invoke(way.set(option, blank)))
                            .as(option)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void whatThePageCallsAComponentOptionIsAPropertyOfTheBean() throws Exception {
        BeanInfo bean = Introspector.getBeanInfo(Pan123Component.class);
        List<String> writable = Arrays.stream(bean.getPropertyDescriptors())
                .filter(property -> property.getWriteMethod() != null)
                .map(PropertyDescriptor::getName)
                .toList();
        assertThat(writable)
                .containsAll(() -> catalog.get("componentProperties").fieldNames());
    }

    @ParameterizedTest
    @CsvSource({
        "rateLimits.fileMove=7, 7",
        "rateLimits.file-move=7, 7",
        "rateLimits.api/v1/file/move=7, 7",
        "tier=free, 9"
    })
    void limitsOfAnEndpointAreMergedWithThoseOfItsComponent(String option, String move) throws Exception {
        try (CamelContext own = new DefaultCamelContext()) {
            Pan123Component component = new Pan123Component();
            component.getConfiguration().setRateLimits(Map.of("fileMove", "9", "fileDelete", "0.5"));
            own.addComponent("pan123", component);
            own.start();
            Pan123Endpoint endpoint = own.getEndpoint(
                    "pan123:move?tier=free&targetParentFileId=0&clientId=merged&clientSecret=s&"
                            + (option.startsWith("tier") ? "maxWait=0" : option),
                    Pan123Endpoint.class);
            var account = component.enterAccount(endpoint.getConfiguration()).account();
            assertThat(account.queueControl().figures("fileMove").limit()).isEqualTo(move);
            assertThat(account.queueControl().figures("fileDelete").limit()).isEqualTo("0.5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD800b", "\uDC00", "x\uD83D"})
    void halfACharacterIsNoName(String name) {
        assertThat(catchThrowable(() -> FileName.require("fileName", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fileName");
    }
}
