package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.operation.OperationRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file or folder that the component names applies until an endpoint names another one. */
class InheritedOptionsTest {

    private static final Map<String, Object> OF_COMPONENT = new TreeMap<>(Map.of(
            "fileId", 11L,
            "fileIds", "12,13",
            "path", "/component/file",
            "parentFileId", 14L,
            "parentPath", "/component/parent",
            "targetParentFileId", 15L,
            "targetParentPath", "/component/target"));

    private static final Map<String, Object> OF_ENDPOINT = new TreeMap<>(Map.of(
            "fileId", 21L,
            "fileIds", "22,23",
            "path", "/endpoint/file",
            "parentFileId", 24L,
            "parentPath", "/endpoint/parent",
            "targetParentFileId", 25L,
            "targetParentPath", "/endpoint/target"));

    /** How an endpoint writes an option. */
    private enum Said {
        ABSENT,
        EMPTY,
        BLANK,
        EMPTY_PLACEHOLDER,
        EMPTY_RAW,
        SET;

        Optional<String> text(String option) {
            return switch (this) {
                case ABSENT -> Optional.empty();
                case EMPTY -> Optional.of("");
                case BLANK -> Optional.of(" ");
                case EMPTY_PLACEHOLDER -> Optional.of("{{nothing:}}");
                case EMPTY_RAW -> Optional.of("RAW()");
                case SET -> Optional.of(OF_ENDPOINT.get(option).toString());
            };
        }
    }

    /** Where an endpoint is written. */
    private enum Way {
        URI {
            @Override
            void create(CamelContext context, Map<String, String> options) {
                context.getEndpoint("pan123:getFile"
                        + options.entrySet().stream()
                                .map(option -> option.getKey() + "=" + option.getValue())
                                .collect(Collectors.joining("&", "?", "")));
            }
        },
        YAML {
            @Override
            void create(CamelContext context, Map<String, String> options) throws Exception {
                String route = """
                        - from:
                            uri: direct:a
                            steps:
                              - to:
                                  uri: pan123:getFile
                                  parameters:
                        """
                        + options.entrySet().stream()
                                .map(option -> " ".repeat(12) + option.getKey() + ": \"" + option.getValue() + "\"\n")
                                .collect(Collectors.joining());
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", route));
            }
        };

        abstract void create(CamelContext context, Map<String, String> options) throws Exception;
    }

    /** An option of the component and one of the endpoint for the same purpose. */
    private record Siblings(String ofComponent, String ofEndpoint, Said said, Way way) {}

    private static Stream<Siblings> siblings() {
        return OF_COMPONENT.keySet().stream().flatMap(ofComponent -> OperationRequest.sameAs(ofComponent).stream()
                .flatMap(ofEndpoint -> Stream.of(Said.values()).flatMap(said -> Stream.of(Way.values())
                        .map(way -> new Siblings(ofComponent, ofEndpoint, said, way)))));
    }

    private static Stream<Siblings> pairs() {
        return siblings().filter(siblings -> siblings.said() == Said.SET);
    }

    @ParameterizedTest
    @MethodSource("siblings")
    void onlyAnOptionWithAValueReplacesThoseOfTheComponent(Siblings siblings) throws Exception {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("clientId", "inherited");
        written.put("clientSecret", "s");
        siblings.said().text(siblings.ofEndpoint()).ifPresent(text -> written.put(siblings.ofEndpoint(), text));
        Map<String, Object> expected = siblings.said() == Said.SET
                ? Map.of(siblings.ofEndpoint(), OF_ENDPOINT.get(siblings.ofEndpoint()))
                : Map.of(siblings.ofComponent(), OF_COMPONENT.get(siblings.ofComponent()));
        assertThat(named(Map.of(siblings.ofComponent(), OF_COMPONENT.get(siblings.ofComponent())), written, siblings))
                .isEqualTo(expected);
    }

    /** As a Kamelet does, which writes all that it knows. */
    @ParameterizedTest
    @MethodSource("pairs")
    void aBlankOptionNextToOneWithAValueIsNotSet(Siblings siblings) throws Exception {
        Map<String, String> written = new LinkedHashMap<>(Map.of("clientId", "inherited", "clientSecret", "s"));
        OperationRequest.sameAs(siblings.ofComponent()).forEach(option -> written.put(option, ""));
        written.put(
                siblings.ofEndpoint(), OF_ENDPOINT.get(siblings.ofEndpoint()).toString());
        assertThat(named(Map.of(siblings.ofComponent(), OF_COMPONENT.get(siblings.ofComponent())), written, siblings))
                .isEqualTo(Map.of(siblings.ofEndpoint(), OF_ENDPOINT.get(siblings.ofEndpoint())));
    }

    /** Returns what an endpoint names in the end. */
    private static Map<String, Object> named(
            Map<String, Object> ofComponent, Map<String, String> ofEndpoint, Siblings siblings) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            component.setCamelContext(context);
            component.build();
            ofComponent.forEach((option, value) ->
                    component.getComponentPropertyConfigurer().configure(context, component, option, value, false));
            context.addComponent("pan123", component);
            siblings.way().create(context, ofEndpoint);
            context.start();
            Pan123Configuration options = context.getEndpoints().stream()
                    .filter(Pan123Endpoint.class::isInstance)
                    .map(Pan123Endpoint.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .getConfiguration();
            Map<String, Object> named = new TreeMap<>();
            named.put("fileId", Optional.ofNullable(options.getFileId()));
            named.put("fileIds", Optional.ofNullable(options.getFileIds()));
            named.put("path", Optional.ofNullable(options.getPath()));
            named.put("parentFileId", Optional.ofNullable(options.getParentFileId()));
            named.put("parentPath", Optional.ofNullable(options.getParentPath()));
            named.put("targetParentFileId", Optional.ofNullable(options.getTargetParentFileId()));
            named.put("targetParentPath", Optional.ofNullable(options.getTargetParentPath()));
            named.values().removeIf(Optional.empty()::equals);
            named.replaceAll((option, value) -> ((Optional<?>) value).get());
            return named;
        }
    }

    @Test
    void anEmptyPlaceholderDoesNotSendAnUploadToTheRoot() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            long folder = platform.simulator.drive().addFolder("/in");
            platform.options().setParentFileId(folder);
            for (String uri :
                    List.of("pan123:upload?fileName=a.txt&parentPath={{folder:}}", "pan123:upload?fileName=b.txt")) {
                Exchange done = platform.template.send(
                        uri, exchange -> exchange.getMessage().setBody("content of " + uri));
                assertThat(done.getException()).isNull();
            }
            assertThat(platform.simulator.drive().list("/in")).hasSize(2);
            assertThat(platform.simulator.drive().list("/")).hasSize(1);
        }
    }
}
