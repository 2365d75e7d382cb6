package io.github.camelpan123.example.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.example.Playlists;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What can be said of the bundle without camel-blueprint, whose jars are not to be had everywhere: its manifest is
 * right, its beans and options exist, and its routes run, read by Camel's own XML reader in place of Blueprint's.
 */
class BlueprintRoutesTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path ROUTES = CLASSES.resolve("OSGI-INF/blueprint/routes.xml");
    private static final Path VIDEO = Path.of("../../quickstart/src/main/resources/input/demo.mp4");
    private static final String BLUEPRINT = "http://www.osgi.org/xmlns/blueprint/v1.0.0";

    @RegisterExtension
    final Pan123SimulatorExtension pan123 = Pan123SimulatorExtension.create();

    @TempDir
    Path folder;

    @Test
    void theBundleAsksForTheComponentAndForBlueprint() throws IOException {
        Attributes manifest =
                new Manifest(Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))).getMainAttributes();
        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("camel-pan123-example-karaf-blueprint");
        assertThat(manifest.getValue("Import-Package")).isEqualTo("io.github.camelpan123;version=\"[1,2)\"");
        assertThat(manifest.getValue("Require-Capability")).contains("osgi.extender=osgi.blueprint");
    }

    @Test
    void theRoutesUploadTranscodeAndConsume(Pan123Simulator simulator) throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Path outbox = folder.resolve("outbox");
        Files.copy(VIDEO, inbox.resolve("demo.mp4"));
        Map<String, String> settings = Map.of(
                "baseUrl", simulator.baseUrl(),
                "clientId", simulator.clientId(),
                "clientSecret", simulator.clientSecret(),
                "inbox", inbox.toString(),
                "outbox", outbox.toString());
        try (CamelContext context = new DefaultCamelContext()) {
            Properties placeholders = new Properties();
            placeholders.putAll(settings);
            context.getPropertiesComponent().setInitialProperties(placeholders);
            beans(context, settings).forEach((name, bean) -> {
                if (bean instanceof Component component) {
                    context.addComponent(name, component);
                }
            });
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("routes.xml", routes(Files.readString(ROUTES))));
            context.start();
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> Playlists.in(outbox).size() == 3);
        }
        assertThat(Playlists.in(outbox)).allSatisfy(Playlists::assertPlays);
        assertThat(simulator.drive().content("/camel-pan123-karaf/demo.mp4")).isEqualTo(Files.readAllBytes(VIDEO));
        assertThat(simulator.figures().totalRefused()).isZero();
    }

    private static String routes(String blueprint) {
        int begin = blueprint.indexOf("<route ");
        int end = blueprint.indexOf("</camelContext>");
        return "<routes xmlns=\"http://camel.apache.org/schema/spring\">" + blueprint.substring(begin, end)
                + "</routes>";
    }

    /** The beans of the file in the order that they stand in. */
    private static Map<String, Object> beans(CamelContext context, Map<String, String> settings) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document blueprint = factory.newDocumentBuilder().parse(ROUTES.toFile());
        Map<String, Object> beans = new HashMap<>();
        for (Element bean : elements(blueprint.getElementsByTagNameNS(BLUEPRINT, "bean"))) {
            Object made =
                    Class.forName(bean.getAttribute("class")).getConstructor().newInstance();
            for (Element property : elements(bean.getElementsByTagNameNS(BLUEPRINT, "property"))) {
                String value = property.getAttribute("value");
                Object wanted = property.hasAttribute("ref")
                        ? beans.get(property.getAttribute("ref"))
                        : settings.get(value.substring(2, value.length() - 1));
                assertThat(PropertyBindingSupport.build()
                                .withCamelContext(context)
                                .withTarget(made)
                                .withProperty(property.getAttribute("name"), wanted)
                                .bind())
                        .as(property.getAttribute("name"))
                        .isTrue();
            }
            beans.put(bean.getAttribute("id"), made);
        }
        return beans;
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
