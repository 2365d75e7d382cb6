package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The component's page says what the code says. With {@code -Dpan123.write-page=true} its tables are written instead of
 * compared.
 */
class ComponentPageTest {

    @TestFactory
    List<DynamicTest> tablesAreThoseOfTheCatalog() throws IOException {
        ComponentPage page = ComponentPage.read();
        Map<String, String> tables = ComponentPageTables.all();
        if (Boolean.getBoolean("pan123.write-page")) {
            tables.forEach(page::replaceGenerated);
            page.write();
        }
        return tables.entrySet().stream()
                .map(table -> DynamicTest.dynamicTest(table.getKey(), () -> assertThat(page.generated(table.getKey()))
                        .as("run this test with -Dpan123.write-page=true and commit the page")
                        .isEqualTo(table.getValue())))
                .toList();
    }

    @Test
    void everyOperationHasASection() throws IOException {
        assertThat(ComponentPage.read().sectionsOf("Operations"))
                .containsExactlyElementsOf(
                        Arrays.stream(Pan123Operation.values()).map(Enum::name).toList());
    }

    @Test
    void everyOperationHasASampleInEachLanguage() throws IOException {
        ComponentPage page = ComponentPage.read();
        for (Pan123Operation operation : Pan123Operation.values()) {
            assertThat(page.samples().stream()
                            .filter(sample -> sample.section().equals(operation.name()))
                            .map(ComponentPage.Sample::language))
                    .as(operation.name())
                    .containsExactly("java", "xml", "yaml");
        }
    }
}
