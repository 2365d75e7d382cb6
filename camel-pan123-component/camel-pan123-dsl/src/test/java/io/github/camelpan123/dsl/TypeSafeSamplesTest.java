package io.github.camelpan123.dsl;

import static io.github.camelpan123.dsl.StaticEndpointBuilders.pan123;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The type-safe samples of the component's page mean what the samples with URIs beside them mean. */
class TypeSafeSamplesTest {

    private static final Pattern PAIR = Pattern.compile(
            "^\\[source,java]\\n----\\n((?:(?!^----$).)*?)\\n----\\n\\+\\nWith the <<_type_safe_java,type-safe builders>>:"
                    + "\\n\\+\\n\\[source,java,role=dsl]\\n----\\n(.*?)\\n----$",
            Pattern.MULTILINE | Pattern.DOTALL);

    @RegisterExtension
    static final Pan123SimulatorExtension SIMULATOR = Pan123SimulatorExtension.create();

    @TempDir
    static Path classes;

    private static URLClassLoader loader;

    private record Pair(int number, String uris, String typeSafe) {
        @Override
        public String toString() {
            return typeSafe.lines()
                    .filter(line -> line.contains("pan123("))
                    .findFirst()
                    .orElse("")
                    .strip();
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../camel-pan123/src/main/docs/pan123-component.adoc"));
    }

    static Stream<Pair> pairs() throws IOException {
        List<Pair> found = new ArrayList<>();
        Matcher pairs = PAIR.matcher(page());
        while (pairs.find()) {
            found.add(new Pair(found.size(), pairs.group(1), pairs.group(2)));
        }
        return found.stream();
    }

    @Test
    void eachJavaSampleWithAnEndpointHasOne() throws IOException {
        long samples = Pattern.compile(
                        "^\\[source,java]\\n----\\n((?:(?!^----$).)*?\"pan123:.*?)\\n----$",
                        Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page())
                .results()
                .count();
        assertThat(pairs()).hasSize((int) samples).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bothMeanTheSame(Pair pair, Pan123Simulator platform) throws Exception {
        assertThat(endpoints("TypeSafe" + pair.number(), platform))
                .isEqualTo(endpoints("Uris" + pair.number(), platform))
                .isNotEmpty();
    }

    private List<String> endpoints(String routes, Pan123Simulator platform) throws Exception {
        try (CamelContext context = context(platform)) {
            context.setAutoStartup(false);
            Properties places = new Properties();
            places.setProperty("journals", classes.resolve("journals").toString());
            context.getPropertiesComponent().setOverrideProperties(places);
            context.getRegistry().bind("seen", new MemoryIdempotentRepository());
            context.addRoutes((RouteBuilder)
                    loader.loadClass(routes).getDeclaredConstructor().newInstance());
            context.start();
            return context.getEndpoints().stream()
                    // which characters are escaped depends on the number of options
                    .map(endpoint -> URLDecoder.decode(endpoint.getEndpointUri(), StandardCharsets.UTF_8))
                    .sorted()
                    .toList();
        }
    }

    private static CamelContext context(Pan123Simulator platform) {
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        ComponentsBuilderFactory.pan123()
                .baseUrl(platform.baseUrl())
                .clientId(platform.clientId())
                .clientSecret(platform.clientSecret())
                .tier(Tier.free)
                .register(context, "pan123");
        return context;
    }

    /** All at once, because to start the compiler takes longer than to use it. */
    @BeforeAll
    static void compile() throws Exception {
        List<Path> sources = new ArrayList<>();
        for (Pair pair : pairs().toList()) {
            sources.add(source("Uris" + pair.number(), "", pair.uris()));
            sources.add(source(
                    "TypeSafe" + pair.number(),
                    "import static io.github.camelpan123.dsl.StaticEndpointBuilders.pan123;\n",
                    pair.typeSafe()));
        }
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean good = ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            complaints,
                            files,
                            null,
                            List.of("-proc:none", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(good).as(complaints.toString()).isTrue();
        }
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, TypeSafeSamplesTest.class.getClassLoader());
    }

    private static Path source(String name, String imports, String code) throws IOException {
        return Files.writeString(
                classes.resolve(name + ".java"),
                imports
                        + "public class " + name + " extends org.apache.camel.builder.RouteBuilder {"
                        + " @Override public void configure() throws Exception {\n" + code + "\n} }");
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @Test
    void aRouteRunsWithBothBuilders(Pan123Simulator platform) throws Exception {
        try (CamelContext context = context(platform)) {
            context.addRoutes(new EndpointRouteBuilder() {
                @Override
                public void configure() {
                    from(direct("upload"))
                            .to(pan123("upload")
                                    .parentPath("RAW(/C++ & 100%2B notes)")
                                    .createDirectories(true));
                }
            });
            context.start();
            context.createProducerTemplate().sendBodyAndHeader("direct:upload", "hello", "CamelFileName", "a.txt");
            assertThat(platform.drive().content("/C++ & 100%2B notes/a.txt"))
                    .asString()
                    .isEqualTo("hello");
            Pan123Component component = context.getComponent("pan123", Pan123Component.class);
            assertThat(component.getConfiguration().getTier()).isEqualTo(Tier.free);
        }
    }

    /** The generator is run by the build; what it has made from has to be the component of today. */
    @Test
    void eachOptionOfTheEndpointHasAMethod() throws Exception {
        TreeSet<String> missing = new TreeSet<>();
        try (CamelContext context = new DefaultCamelContext()) {
            missing.addAll(context.getCamelContextExtension()
                    .getEndpointUriFactory("pan123")
                    .propertyNames());
        }
        assertThat(missing).hasSizeGreaterThan(60);
        Stream.of(pan123("upload"), pan123("upload").advanced())
                .flatMap(one -> Stream.of(one.getClass().getMethods()))
                .forEach(method -> missing.remove(method.getName()));
        assertThat(missing).containsExactly("operation");
    }
}
