package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Converter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the first steps: coordinates, what a route needs, one sample, and the members of all records. */
class FirstStepsPageTest {

    private static final Path DOCS = Path.of("src/main/docs");
    private static final Path PAGE = DOCS.resolve("pan123-first-steps.adoc");
    private static final Path SOURCES = Path.of("src/main/java/io/github/camelpan123/api");

    @TempDir
    Path folder;

    private static String after(String mark) throws IOException {
        String text = Files.readString(PAGE);
        int at = text.indexOf(mark);
        assertThat(at).as(mark).isPositive();
        return text.substring(at, text.indexOf("\n|===\n", text.indexOf("|===", at) + 4));
    }

    private static List<String> column(String table, int column) {
        return table.lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.substring(2).split(" \\| ")[column].strip())
                .toList();
    }

    @Test
    void theArtifactsAreThoseOfTheBuild() throws IOException {
        Set<String> built = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path pom : modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList()) {
                String text = Files.readString(pom);
                if (!text.contains("<maven.deploy.skip>true")) {
                    assertThat(text).contains("<groupId>io.github.camelpan123</groupId>");
                    built.add(pom.getParent().getFileName().toString());
                }
            }
        }
        assertThat(new TreeSet<>(column(after("// artifacts: "), 0))).isEqualTo(built);
        Matcher version = Pattern.compile("<artifactId>camel-pan123-parent</artifactId>\\s*<version>([^<]+)")
                .matcher(Files.readString(Path.of("../../pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Files.readString(PAGE)).contains("at present `" + version.group(1) + "`");
    }

    @Test
    void theRuntimesAreThoseOfTheBuild() throws IOException {
        String table = after("// runtimes: ");
        String build = Files.readString(Path.of("../../pom.xml"));
        assertThat(table)
                .contains(
                        "both " + property(build, "quarkus.version") + ",",
                        "Spring Boot " + property(build, "spring.boot.version").replaceFirst("\\.\\d+$", ","),
                        "Camel " + property(build, "camel.version").replaceFirst("\\.\\d+$", " is tested"));
        assertThat(Files.readString(Path.of(
                        "../../camel-pan123-examples/spring-boot/src/main/resources/" + "application.properties")))
                .contains("camel.main.run-controller = true");
        Pattern.compile("link:([^\\[]+)\\[")
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(link -> assertThat(DOCS.resolve(link.group(1))).exists());
    }

    private static String property(String build, String name) {
        Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(build);
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }

    /** Every component that a sample of a page uses, by the catalog of Camel. */
    @Test
    void eachComponentOfASampleIsListedWithItsArtifact() throws IOException {
        CamelCatalog catalog = new DefaultCamelCatalog();
        Set<String> used = new TreeSet<>();
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page :
                    pages.filter(one -> one.toString().endsWith(".adoc")).toList()) {
                Pattern.compile(
                                "(?:from|to|wireTap|toD|enrich)\\(\"(\\w+):|uri(?:=\"|: \"?'?)(\\w+):|- to: \"?'?(\\w+):")
                        .matcher(Files.readString(page))
                        .results()
                        .map(found -> Stream.of(found.group(1), found.group(2), found.group(3))
                                .filter(scheme -> scheme != null)
                                .findFirst()
                                .orElseThrow())
                        .forEach(used::add);
            }
        }
        used.remove("pan123");
        String table = after("// needs: ");
        assertThat(used).contains("direct", "file", "log").allSatisfy(scheme -> {
            String artifact = catalog.componentModel(scheme).getArtifactId();
            assertThat(table)
                    .containsPattern("`" + scheme + ":`[^|\\n]*\\| " + artifact + "\n|Kamelets \\| " + artifact + "\n");
        });
        assertThat(column(table, 1)).allSatisfy(artifact -> assertThat(artifact).startsWith("camel-"));
    }

    /** The records that results are made of, and the records in these. */
    private static List<Class<?>> records() {
        Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
        Deque<Type> open = new ArrayDeque<>();
        for (Method method : RecordConverters.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Converter.class)) {
                open.add(method.getParameterTypes()[0]);
            }
        }
        while (!open.isEmpty()) {
            Type type = open.poll();
            if (type instanceof ParameterizedType several) {
                open.addAll(List.of(several.getActualTypeArguments()));
            } else if (type instanceof Class<?> one && one.isRecord() && found.add(one)) {
                for (RecordComponent member : one.getRecordComponents()) {
                    open.add(member.getGenericType());
                }
            }
        }
        return List.copyOf(found);
    }

    private static String named(Type type) {
        return type.getTypeName().replaceAll("[a-z0-9]+\\.", "");
    }

    /** What the source says about a member, on one line. */
    private static String meaning(String source, Class<?> type, String member) {
        Matcher param = Pattern.compile("@param " + member + " (.+?)(?=\\n \\* @|\\n \\*/)", Pattern.DOTALL)
                .matcher(source);
        assertThat(param.find()).as("%s.%s", type, member).isTrue();
        return plain(param.group(1));
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s+\\*\\s*", " ")
                .replaceAll("\\{@(?:code|link) #?([^}]+)}", "`$1`")
                .strip();
    }

    private static String table() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : records()) {
            String source = Files.readString(SOURCES.resolve(type.getSimpleName() + ".java"));
            text.append("=== ").append(type.getSimpleName()).append("\n\n");
            text.append("[width=\"100%\",cols=\"2m,2m,5\",options=\"header\"]\n|===\n| Member | Type | Meaning\n");
            for (RecordComponent member : type.getRecordComponents()) {
                text.append("| ").append(member.getName());
                text.append(" | ").append(named(member.getGenericType()));
                text.append(" | ")
                        .append(meaning(source, type, member.getName()).replace("|", "\\|"))
                        .append("\n");
            }
            for (Method method : further(type)) {
                Matcher says = Pattern.compile(
                                "/\\*\\* (?:Returns )?([^/]+?)\\s*\\*/\\s+public \\S+ " + method.getName() + "\\(\\)",
                                Pattern.DOTALL)
                        .matcher(source);
                assertThat(says.find()).as("%s", method).isTrue();
                text.append("| ").append(method.getName()).append("()");
                text.append(" | ").append(named(method.getGenericReturnType()));
                text.append(" | ")
                        .append(plain(says.group(1)).replaceFirst("\\.$", ""))
                        .append("\n");
            }
            text.append("|===\n\n");
        }
        return text.toString().strip();
    }

    private static List<Method> further(Class<?> type) {
        Set<String> members = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0
                        && !members.contains(method.getName())
                        && !List.of("toString", "hashCode", "name", "entry").contains(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    @Test
    void eachMemberOfEachRecordIsListed() throws IOException {
        String text = Files.readString(PAGE);
        String begin = "// records: generated\n";
        String end = "// records: end";
        if (Boolean.getBoolean("pan123.write-page")) {
            text = text.substring(0, text.indexOf(begin) + begin.length()) + "\n" + table() + "\n"
                    + text.substring(text.indexOf(end));
            Files.writeString(PAGE, text);
        }
        assertThat(records()).hasSizeGreaterThan(12);
        assertThat(text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end))
                        .strip())
                .as("run this test with -Dpan123.write-page=true and commit the page")
                .isEqualTo(table());
    }

    private static Stream<ComponentPage.Sample> samples(String section) throws IOException {
        return ComponentPage.read(PAGE).samples().stream()
                .filter(sample -> sample.section().equals(section));
    }

    static Stream<ComponentPage.Sample> uploads() throws IOException {
        return samples("Upload and transcode");
    }

    static Stream<ComponentPage.Sample> streams() throws IOException {
        return samples("A playable stream");
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void theSampleUploadsAFolderAndStartsTranscodes(ComponentPage.Sample sample) throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox/sub"));
        Files.writeString(inbox.resolve("a.mp4"), "a video");
        Files.writeString(inbox.resolveSibling("a.txt"), "a text");
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            run(sample, platform, "inbox", folder.resolve("inbox"));
            await().until(() -> platform.simulator.drive().videos().size() == 1
                    && platform.simulator.drive().find("/films/a.txt").isPresent());
            assertThat(platform.simulator.drive().find("/films/sub/a.mp4")).isPresent();
        }
    }

    private void run(ComponentPage.Sample sample, SimulatedPlatform platform, String placeholder, Path value)
            throws Exception {
        assumeFalse(
                sample.language().equals("xml") && Boolean.getBoolean("camel.incomplete"),
                "Camel's reader of XML is left out here");
        Properties places = new Properties();
        places.setProperty(placeholder, value.toString());
        platform.context.getPropertiesComponent().setOverrideProperties(places);
        if (sample.language().equals("java")) {
            RouteBuilder routes =
                    SampleCompiler.compiled(sample.code(), Files.createDirectory(folder.resolve("classes")));
            platform.context.addRoutes(routes);
        } else {
            String code = sample.language().equals("xml") ? "<routes>" + sample.code() + "</routes>" : sample.code();
            PluginHelper.getRoutesLoader(platform.context)
                    .loadRoutes(ResourceHelper.fromString("sample." + sample.language(), code));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theSampleSavesPlaylistAndSegments(ComponentPage.Sample sample) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            try (InputStream clip = getClass().getResourceAsStream("/demo.mp4")) {
                platform.simulator.drive().addFinishedTranscode("a.mp4", clip.readAllBytes(), "720P");
            }
            run(sample, platform, "streams", folder);
            Path playlist = folder.resolve("a.mp4/720P/stream.m3u8");
            await().until(() -> Files.exists(playlist));
            List<String> segments = Files.readAllLines(playlist).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(segments).isNotEmpty().allSatisfy(segment -> assertThat(playlist.resolveSibling(segment))
                    .isNotEmptyFile());
        }
    }
}
