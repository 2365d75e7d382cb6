package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** What Camel's tools read about the component. */
class CatalogTest {

    private static JsonNode catalog() throws Exception {
        return new ObjectMapper()
                .readTree(CatalogTest.class.getResource("/META-INF/io/github/camelpan123/pan123.json"));
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws Exception {
        for (String group : List.of("componentProperties", "headers", "properties")) {
            assertThat(catalog().get(group)).isNotEmpty().allSatisfy(option -> assertThat(
                            option.path("description").asText())
                    .as(group + " " + option)
                    .isNotBlank());
        }
    }

    @Test
    void everyOperationAndHeaderIsListed() throws Exception {
        List<String> operations = new ArrayList<>();
        catalog().at("/properties/operation/enum").forEach(name -> operations.add(name.asText()));
        assertThat(operations)
                .containsExactlyElementsOf(
                        Arrays.stream(Pan123Operation.values()).map(Enum::name).toList());
        List<String> headers = new ArrayList<>();
        catalog().get("headers").fieldNames().forEachRemaining(headers::add);
        for (Field field : Pan123Constants.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                assertThat(headers).contains((String) field.get(null));
            }
        }
    }

    @Test
    void secretsAreMarked() throws Exception {
        for (String option : List.of("clientId", "clientSecret", "accessToken", "proxyPassword")) {
            assertThat(catalog().at("/properties/" + option + "/secret").asBoolean())
                    .as(option)
                    .isTrue();
        }
    }

    @Test
    void theDelayOfConsumersIsTenSeconds() throws Exception {
        assertThat(catalog().at("/properties/delay/defaultValue").asLong()).isEqualTo(10_000);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getEndpoint("pan123:transcodeResult", Pan123Endpoint.class)
                            .getDelay())
                    .isEqualTo(10_000);
        }
    }

    @Test
    void toolsFindTheComponent() throws Exception {
        Properties list = new Properties();
        try (var in =
                CatalogTest.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            list.load(in);
        }
        assertThat(list.getProperty("components")).isEqualTo("pan123");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            RuntimeCamelCatalog catalog = PluginHelper.getRuntimeCamelCatalog(context);
            assertThat(catalog.componentJSonSchema("pan123")).contains("\"scheme\": \"pan123\"");
            assertThat(catalog.validateProperties("pan123", Map.of("operation", "upload", "parentPath", "/in"))
                            .isSuccess())
                    .isTrue();
            assertThat(catalog.validateProperties("pan123", Map.of("operation", "upload", "parentPaht", "/in"))
                            .isSuccess())
                    .isFalse();
            assertThat(catalog.endpointProperties("pan123:upload?parentPath=/in"))
                    .containsEntry("operation", "upload")
                    .containsEntry("parentPath", "/in");
            assertThat(catalog.asEndpointUri("pan123", Map.of("operation", "upload", "parentPath", "/in"), false))
                    .isEqualTo("pan123:upload?parentPath=/in");
        }
    }
}
