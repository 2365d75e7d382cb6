package io.github.camelpan123.example.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.Pan123Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.xml.XmlBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ByteArrayResource;

/** What options take and refuse in Spring XML. They are those of the component's catalog. */
class SpringXmlOptionsTest {

    private static final JsonNode CATALOG = catalog();
    private static final Set<String> SIZES = Set.of("singleThreshold", "maxSpoolSize");
    private static final List<String> BAD = List.of("abc", "1O2", "1.5", "10XB", "99999999999999999999999");

    private static JsonNode catalog() {
        try {
            return new ObjectMapper()
                    .readTree(Pan123Component.class.getResource("/META-INF/io/github/camelpan123/pan123.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ways. Each makes beans of which every one has one option. */
    private enum Way {
        PROPERTY_OF_COMPONENT {
            @Override
            String xml(String id, String option, String value) {
                return bean(id, "io.github.camelpan123.Pan123Component", option, value);
            }
        },
        PROPERTY_OF_CONFIGURATION {
            @Override
            String xml(String id, String option, String value) {
                return bean(id, "io.github.camelpan123.Pan123Configuration", option, value);
            }
        },
        PROPERTY_OF_ENDPOINT {
            @Override
            String xml(String id, String option, String value) {
                return "<endpoint id=\"" + id + "\" uri=\"pan123:upload?clientId=i&amp;clientSecret=s\">"
                        + "<property key=\"" + option + "\" value=\"" + value + "\"/></endpoint>";
            }
        },
        URI_OF_ENDPOINT {
            @Override
            String xml(String id, String option, String value) {
                return "<endpoint id=\"" + id + "\" uri=\"pan123:upload?clientId=i&amp;clientSecret=s&amp;" + option
                        + "=" + value + "\"/>";
            }
        };

        abstract String xml(String id, String option, String value);

        boolean endpoint() {
            return this == PROPERTY_OF_ENDPOINT || this == URI_OF_ENDPOINT;
        }

        JsonNode options() {
            return CATALOG.get(endpoint() ? "properties" : "componentProperties");
        }
    }

    private static String bean(String id, String type, String option, String value) {
        return "<bean id=\"" + id + "\" lazy-init=\"true\" class=\"" + type + "\"><property name=\"" + option
                + "\" value=\"" + value + "\"/></bean>";
    }

    private static GenericApplicationContext context(boolean camel, String beans) {
        GenericApplicationContext context = new GenericApplicationContext();
        XmlBeanDefinitionReader reader = new XmlBeanDefinitionReader(context);
        reader.setValidating(false);
        reader.setNamespaceAware(true);
        String inner = camel
                ? "<camelContext id=\"camel\" xmlns=\"http://camel.apache.org/schema/spring\">" + beans
                        + "</camelContext>"
                : beans;
        String xml = "<beans xmlns=\"http://www.springframework.org/schema/beans\">" + inner + "</beans>";
        reader.loadBeanDefinitions(new ByteArrayResource(xml.getBytes(StandardCharsets.UTF_8)));
        context.refresh();
        return context;
    }

    private static boolean number(String option, JsonNode described) {
        String type = described.path("type").asText();
        return type.equals("integer")
                || type.equals("duration")
                || described.path("javaType").asText().equals("int")
                || SIZES.contains(option);
    }

    private static List<String> numbers(Way way) {
        List<String> numbers = new ArrayList<>();
        way.options().properties().forEach(option -> {
            // those of the component alone are no options of endpoints
            boolean known = way != Way.PROPERTY_OF_CONFIGURATION
                    || CATALOG.get("properties").has(option.getKey());
            if (known && number(option.getKey(), option.getValue())) {
                numbers.add(option.getKey());
            }
        });
        return numbers;
    }

    private record Bad(Way way, String value) {}

    static Stream<Bad> bad() {
        // of Camel's own numbers, which only endpoints have, some may be negative
        return Stream.of(Way.values())
                .flatMap(way -> (way.endpoint() ? BAD.stream() : Stream.concat(BAD.stream(), Stream.of("-1")))
                        .map(value -> new Bad(way, value)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void noNumberIsReadFromATextThatIsNone(Bad bad) {
        List<String> options = numbers(bad.way);
        assertThat(options).hasSizeGreaterThan(10);
        String beans = options.stream()
                .map(option -> bad.way.xml("bean-" + option, option, bad.value))
                .collect(Collectors.joining());
        try (GenericApplicationContext context = context(bad.way.endpoint(), beans)) {
            for (String option : options) {
                Throwable failure = catchThrowable(() -> context.getBean("bean-" + option));
                assertThat(failure).as(option).isNotNull();
                String message = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .map(Throwable::getMessage)
                        .collect(Collectors.joining("; "));
                assertThat(message).contains(option, bad.value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void numbersAreTaken(Way way) {
        List<String> options = numbers(way);
        String beans = options.stream()
                .map(option -> way.xml("bean-" + option, option, "7"))
                .collect(Collectors.joining());
        try (GenericApplicationContext context = context(way.endpoint(), beans)) {
            for (String option : options) {
                Object bean = context.getBean("bean-" + option);
                if (bean instanceof Endpoint endpoint
                        && CATALOG.get("componentProperties").has(option)) {
                    bean = ((io.github.camelpan123.Pan123Endpoint) endpoint).getConfiguration();
                }
                assertThat(new BeanWrapperImpl(bean).getPropertyValue(option))
                        .as(option)
                        .hasToString("7");
            }
        }
    }

    static Stream<Way> ways() {
        return Stream.of(Way.values());
    }

    private static final Map<String, String> OBJECTS = Map.of(
            "configuration", "<bean class=\"io.github.camelpan123.Pan123Configuration\"/>",
            "rateLimits", "<map><entry key=\"fileMove\" value=\"1\"/></map>",
            "tokenStore",
                    "<bean class=\"io.github.camelpan123.account.auth.FileTokenStore\">"
                            + "<constructor-arg value=\"target/tokens\"/></bean>",
            "sslContextParameters", "<bean class=\"org.apache.camel.support.jsse.SSLContextParameters\"/>",
            "idempotentRepository",
                    "<bean destroy-method=\"\""
                            + " class=\"org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository\"/>");

    /** A value that is not the default. */
    private static String value(String option, JsonNode described) {
        String usual = described.path("defaultValue").asText();
        if (described.has("enum")) {
            List<String> known = new ArrayList<>();
            described.get("enum").forEach(each -> known.add(each.asText()));
            known.remove(usual);
            return known.get(0);
        }
        if (option.equals("fileIds")) {
            return "17,18";
        }
        return switch (described.path("type").asText()) {
            case "boolean" -> usual.equals("true") ? "false" : "true";
            case "integer", "duration" -> "17";
            default -> SIZES.contains(option) ? "17KiB" : "value of " + option;
        };
    }

    @Test
    void whatThePageCallsAComponentOptionIsAPropertyOfTheBean() {
        StringBuilder properties = new StringBuilder();
        JsonNode options = CATALOG.get("componentProperties");
        // it replaces what was set before, so it comes first
        properties.append("<property name=\"configuration\">" + OBJECTS.get("configuration") + "</property>");
        options.properties().forEach(option -> {
            String name = option.getKey();
            if (!name.equals("configuration")) {
                properties.append("<property name=\"").append(name);
                properties.append(
                        OBJECTS.containsKey(name)
                                ? "\">" + OBJECTS.get(name) + "</property>"
                                : "\" value=\"" + value(name, option.getValue()) + "\"/>");
            }
        });
        String bean = "<bean id=\"pan123\" class=\"io.github.camelpan123.Pan123Component\">" + properties + "</bean>";
        try (GenericApplicationContext context = context(false, bean)) {
            BeanWrapper component = new BeanWrapperImpl(context.getBean(Pan123Component.class));
            BeanWrapper fresh = new BeanWrapperImpl(new Pan123Component());
            options.properties().forEach(option -> {
                String name = option.getKey();
                Object set = component.getPropertyValue(name);
                assertThat(set).as(name).isNotNull().isNotEqualTo(fresh.getPropertyValue(name));
                if (!OBJECTS.containsKey(name)) {
                    String wanted = value(name, option.getValue());
                    assertThat(set).as(name).hasToString(SIZES.contains(name) ? "17408" : wanted);
                }
            });
        }
    }
}
