package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.account.cluster.ClusterType;
import io.lettuce.core.RedisClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples of the page "Many nodes" work as they stand, but for the addresses of servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyNodesPageTest {

    private static final Path PAGE = Path.of("../camel-pan123/src/main/docs/pan123-many-nodes.adoc");

    @TempDir
    Path classes;

    private static List<String> samples(String language) throws IOException {
        return Pattern.compile(
                        "^\\[source," + language + "]\\R----\\R(.*?)\\R----$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static List<String> javaSamples() throws IOException {
        return samples("java");
    }

    static List<String> propertiesSamples() throws IOException {
        return samples("properties");
    }

    @Test
    void eachEngineIsConfiguredInBothWays() throws IOException {
        for (ClusterType type : ClusterType.values()) {
            assertThat(javaSamples())
                    .filteredOn(one -> one.contains("ClusterType." + type + ")"))
                    .hasSize(1);
            assertThat(propertiesSamples())
                    .filteredOn(one -> one.contains("cluster = " + type + "\n"))
                    .hasSize(1);
        }
        assertThat(samples("sql")).containsExactly(JdbcKind.CREATE_TABLE);
    }

    @ParameterizedTest
    @MethodSource("javaSamples")
    void javaCompiles(String code) throws Exception {
        Path source = Files.writeString(
                classes.resolve("Sample.java"),
                "import io.github.camelpan123.Pan123Component;\n"
                        + "import io.github.camelpan123.account.cluster.ClusterType;\n"
                        + "public class Sample extends org.apache.camel.builder.RouteBuilder {\n"
                        + "com.hazelcast.config.Config config; javax.sql.DataSource database;\n"
                        + "@Override public void configure() throws Exception {\n" + code + "\n} }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "-d",
                    classes.toString());
            assertThat(compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as("%s", complaints)
                    .isTrue();
        }
    }

    @Test
    void theConfigurationOfHazelcastIsTheOneThatTheComponentAsksFor() throws Exception {
        List<String> yaml = samples("yaml");
        assertThat(yaml).hasSize(1);
        Config config =
                new YamlConfigBuilder(new ByteArrayInputStream(yaml.get(0).getBytes(StandardCharsets.UTF_8))).build();
        assertThat(config.getMapConfig(HazelcastEngine.MAP).getSplitBrainProtectionName())
                .isEqualTo("majority");
        assertThat(config.getSplitBrainProtectionConfig("majority").getMinimumClusterSize())
                .isEqualTo(2);
        assertThat(config.getSplitBrainProtectionConfig("majority").isEnabled()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("propertiesSamples")
    void propertiesStartTheComponent(String sample) throws Exception {
        Path yaml = Path.of(getClass().getResource("/").toURI()).resolve("hazelcast.yaml");
        Files.writeString(
                yaml,
                samples("yaml")
                        .get(0)
                        .replace("cluster-name: pan123", "cluster-name: page-" + System.nanoTime())
                        .replaceAll("node\\d.example.org", "127.0.0.1"));
        Properties properties = new Properties();
        // a server that is down is waited for
        properties.load(new StringReader(sample.replaceAll("\\w+\\.example\\.org:\\d+", "127.0.0.1:1")
                .replace("{{env:DATABASE_PASSWORD}}", "none")));
        Main main = new Main();
        properties.forEach((key, value) -> main.addOverrideProperty(key.toString(), value.toString()));
        main.addOverrideProperty("camel.main.jmx-enabled", "false");
        main.addOverrideProperty("camel.component.pan123.client-id", "none");
        main.addOverrideProperty("camel.component.pan123.client-secret", "none");
        main.addOverrideProperty("camel.component.pan123.base-url", "http://127.0.0.1:1");
        main.start();
        Object engine = null;
        try {
            Pan123Component component = main.getCamelContext().getComponent("pan123", Pan123Component.class);
            engine = component.getClusterEngine();
            Map<ClusterType, Class<?>> beans = Map.of(
                    ClusterType.hazelcast, HazelcastInstance.class,
                    ClusterType.jdbc, DataSource.class,
                    ClusterType.redis, RedisClient.class);
            assertThat(engine).isInstanceOf(beans.get(component.getCluster()));
            assertThat(component.getClusterNodes()).isEqualTo(3);
            main.getCamelContext()
                    .getEndpoint("pan123:userInfo")
                    .createProducer()
                    .start();
        } finally {
            main.stop();
            if (engine instanceof HazelcastInstance hazelcast) {
                hazelcast.getLifecycleService().terminate();
            } else if (engine instanceof RedisClient redis) {
                redis.shutdown();
            }
            Files.delete(yaml);
        }
    }
}
