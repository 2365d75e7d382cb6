package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of the page about Karaf are those of the example that runs in Karaf. */
class KarafPageTest {

    @ParameterizedTest
    @CsvSource({
        "blueprint-routes/src/main/resources/OSGI-INF/blueprint/routes.xml, <blueprint",
        "java-routes/src/main/java/io/github/camelpan123/example/karaf/DriveRoutes.java, final class",
        "java-routes/src/main/java/io/github/camelpan123/example/karaf/RoutesActivator.java, public final class"
    })
    void sampleIsThatOfTheExample(String file, String from) throws IOException {
        String source =
                Files.readString(Path.of("../../camel-pan123-examples/karaf").resolve(file));
        assertThat(Files.readString(Path.of("src/main/docs/pan123-karaf.adoc")))
                .contains("----\n" + source.substring(source.indexOf(from)).strip() + "\n----");
    }
}
