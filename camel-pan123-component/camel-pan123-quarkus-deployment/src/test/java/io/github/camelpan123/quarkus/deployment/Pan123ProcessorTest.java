package io.github.camelpan123.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.RecordConverters;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Converter;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceBuildItem;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the build steps register is what the component's jar contains. */
class Pan123ProcessorTest {

    private static final Pan123Processor PROCESSOR = new Pan123Processor();

    /** All files of the component's jar, or of its folder of classes. */
    private static List<String> files;

    @BeforeAll
    static void list() throws IOException, URISyntaxException {
        URI place = Pan123Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path component = Path.of(place);
        if (Files.isDirectory(component)) {
            files = below(component);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(component)) {
                files = below(jar.getPath("/"));
            }
        }
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static List<Class<?>> classes() {
        return files.stream()
                .filter(file -> file.startsWith("io/") && file.endsWith(".class") && !file.contains("package-info"))
                .<Class<?>>map(file -> load(file.replace(".class", "").replace('/', '.')))
                .toList();
    }

    /** Object for a class that needs a library which is not here. */
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Pan123ProcessorTest.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return Object.class;
        }
    }

    /** The index that the jar brings, as Quarkus reads it. */
    private static CombinedIndexBuildItem index() throws IOException {
        try (InputStream in = Pan123Component.class.getResourceAsStream("/META-INF/jandex.idx")) {
            Index index = new IndexReader(in).read();
            return new CombinedIndexBuildItem(index, index);
        }
    }

    @Test
    void everyFileBesideTheClassesIsAResourceAndNoClassIs() {
        NativeImageResourcePatternsBuildItem resources = PROCESSOR.resources();
        Predicate<String> included =
                file -> resources.getIncludePatterns().stream().anyMatch(file::matches);
        List<String> read = files.stream()
                .filter(file -> file.contains("/") && !file.startsWith("META-INF/") && !file.endsWith(".class"))
                .toList();
        assertThat(read).hasSizeGreaterThan(5).allMatch(included);
        assertThat(files).filteredOn(included).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void whatMessagesConsistOfIsReflective() throws IOException {
        ReflectiveClassBuildItem messages = PROCESSOR.messages(index());
        List<String> expected = classes().stream()
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(type -> (type.isRecord() && type.getPackage().equals(FileEntry.class.getPackage()))
                        || Pan123Exception.class.isAssignableFrom(type))
                .map(Class::getName)
                .toList();
        assertThat(expected).hasSizeGreaterThan(30);
        assertThat(messages.getClassNames()).containsAll(expected).allSatisfy(name -> assertThat(load(name))
                .isNotEqualTo(Object.class));
        assertThat(messages.isMethods()).isTrue();
        assertThat(messages.isFields()).isTrue();
    }

    @Test
    void whatIsConvertedAndWhatItsMembersReturnIsReflective() throws IOException {
        List<String> registered = PROCESSOR.messages(index()).getClassNames();
        List<Class<?>> converted = Arrays.stream(RecordConverters.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Converter.class))
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .distinct()
                .toList();
        assertThat(converted).hasSizeGreaterThan(12);
        assertThat(converted.stream()
                        .flatMap(type -> Stream.concat(
                                Stream.of(type),
                                Arrays.stream(type.getDeclaredMethods())
                                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                                        .map(Method::getReturnType)))
                        .filter(type -> type.getName().startsWith("io.github.camelpan123."))
                        .map(Class::getName))
                .isSubsetOf(registered);
    }

    @Test
    void theDataTypeIsTheOneOfTheJar() throws IOException {
        CamelServiceBuildItem service = PROCESSOR.cloudEvents();
        Properties properties = new Properties();
        String file = service.path.toString().replace('\\', '/');
        assertThat(files).contains(file);
        try (InputStream in = Pan123Component.class.getResourceAsStream("/" + file)) {
            properties.load(in);
        }
        assertThat(service.type).isEqualTo(properties.getProperty("class"));
        assertThat(service.name).isEqualTo("pan123-application-cloudevents");
    }

    /** The dependency on the component excludes Camel, because the extensions of Quarkus bring it in their version. */
    @Test
    void theExtensionBringsWhatTheComponentDependsOn() throws IOException {
        String pom = Files.readString(Path.of("../camel-pan123/pom.xml"));
        List<MatchResult> needed = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .filter(one ->
                        !one.group().contains("<scope>test") && !one.group().contains("<optional>true"))
                .map(one -> find("<groupId>(.+?)</groupId>\\s*<artifactId>(.+?)</artifactId>", one.group()))
                .toList();
        assertThat(needed).hasSizeGreaterThan(5).allSatisfy(one -> assertThat(Pan123Component.class.getResource(
                        "/META-INF/maven/" + one.group(1) + "/" + one.group(2) + "/pom.properties"))
                .as(one.group(2))
                .isNotNull());
    }

    private static MatchResult find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.toMatchResult();
    }

    @Test
    void theFeatureIsNamedAsThoseOfCamelQuarkus() {
        assertThat(PROCESSOR.feature().getName()).isEqualTo("camel-pan123");
    }
}
