package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component as editors and Maven plug-ins see it, through camel-catalog. */
class ToolingCatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void add() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/META-INF/io/github/camelpan123/pan123.json")) {
            catalog.addComponent(
                    "pan123",
                    Pan123Component.class.getName(),
                    new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(Pan123Operation.class)
    void everyOperationIsAValidUri(Pan123Operation operation) {
        assertThat(catalog.validateEndpointProperties("pan123:" + operation).isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pan123:upload?parentPath=/in&createDirectories=true&duplicate=skipIfSame&uploadConcurrency=2",
                "pan123:listFiles?path=/films&recursive=true&pageSize=50&maxResults=200",
                "pan123:transcodeStart?resolutions=all",
                "pan123:transcodeResult?grouping=video&delay=30000&maxMessagesPerPoll=5",
                "pan123:transcodeDownload?artifact=m3u8",
                "pan123:move?rateLimits.fileMove=20",
                "pan123:userInfo?clientId={{id}}&clientSecret=RAW(a+b)&tier=vip"
            })
    void whatRoutesUseIsValid(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void mistakesAreFound() {
        assertThat(catalog.validateEndpointProperties("pan123:upload?parentPaht=/in")
                        .getUnknown())
                .containsExactly("parentPaht");
        assertThat(catalog.validateEndpointProperties("pan123:uplaod").getInvalidEnum())
                .containsKey("operation");
        assertThat(catalog.validateEndpointProperties("pan123:upload?duplicate=never")
                        .getInvalidEnum())
                .containsKey("duplicate");
        assertThat(catalog.validateEndpointProperties("pan123:upload?uploadConcurrency=many")
                        .getInvalidInteger())
                .containsKey("uploadConcurrency");
        assertThat(catalog.validateEndpointProperties("pan123:upload?createDirectories=perhaps")
                        .getInvalidBoolean())
                .containsKey("createDirectories");
    }

    @Test
    void componentPropertiesAreValidated() {
        assertThat(catalog.validateConfigurationProperty("camel.component.pan123.client-id = x")
                        .isSuccess())
                .isTrue();
        assertThat(catalog.validateConfigurationProperty("camel.component.pan123.tier = gold")
                        .getInvalidEnum())
                .containsKey("camel.component.pan123.tier");
        assertThat(catalog.validateConfigurationProperty("camel.component.pan123.client-di = x")
                        .isSuccess())
                .isFalse();
    }

    @Test
    void aUriIsMadeOfItsParts() throws Exception {
        assertThat(catalog.asEndpointUri("pan123", Map.of("operation", "upload", "parentPath", "/in"), false))
                .isEqualTo("pan123:upload?parentPath=/in");
        assertThat(catalog.endpointProperties("pan123:upload?parentPath=/in"))
                .containsEntry("operation", "upload")
                .containsEntry("parentPath", "/in");
    }

    @Test
    void everyOptionAndHeaderIsDescribed() {
        ComponentModel model = catalog.componentModel("pan123");
        List<BaseOptionModel> all = new ArrayList<>();
        all.addAll(model.getComponentOptions());
        all.addAll(model.getEndpointOptions());
        all.addAll(model.getEndpointHeaders());
        assertThat(model.getComponentOptions()).isNotEmpty();
        assertThat(model.getEndpointOptions()).isNotEmpty();
        assertThat(model.getEndpointHeaders()).isNotEmpty();
        assertThat(all).allSatisfy(option -> {
            assertThat(option.getDescription()).as(option.getName()).isNotBlank();
            assertThat(option.getJavaType()).as(option.getName()).isNotBlank();
        });
        assertThat(model.getDescription()).isNotBlank();
        assertThat(model.getFirstVersion()).isEqualTo("1.0.0");
    }
}
