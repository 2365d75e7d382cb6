package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifest asks for what Karaf with Camel 4.14 to 4.22 has, and offers what users call. */
class BundleTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final String BASE = "io.github.camelpan123";

    private Manifest manifest;

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
    }

    /** The rest of each clause by package. */
    private Map<String, String> packages(String header) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String clause : manifest.getMainAttributes().getValue(header).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
            String[] parts = clause.split(";", 2);
            found.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        return found;
    }

    @Test
    void importsHaveTheRangesThatKarafHas() {
        Map<String, String> imports = packages("Import-Package");
        assertThat(imports).isNotEmpty();
        imports.forEach((name, rest) -> assertThat(rest)
                .as(name)
                .isEqualTo(
                        // of the live page only
                        name.startsWith("org.apache.camel.component.platform.http")
                                ? "version=\"[4.14,5)\";resolution:=optional"
                                : name.startsWith("io.vertx.")
                                        ? "version=0;resolution:=optional"
                                        : name.startsWith("org.apache.camel")
                                                ? "version=\"[4.14,5)\""
                                                // installed wrapped, without versions: any range is one too many
                                                : name.startsWith("org.apache.hc.")
                                                        ? "version=0"
                                                        : name.startsWith("com.fasterxml.jackson.")
                                                                ? "version=\"[2.16,3)\""
                                                                : name.startsWith("org.slf4j")
                                                                        ? "version=\"[1.7,3)\""
                                                                        : ""));
        assertThat(imports.keySet())
                .allMatch(name -> name.matches(
                        "(org\\.apache\\.(camel|hc)|io\\.vertx|com\\.fasterxml\\.jackson|org\\.slf4j|javax)\\b.*"));
    }

    @Test
    void whatUsersSeeIsExported() throws Exception {
        Map<String, String> exports = packages("Export-Package");
        assertThat(exports).containsKey(BASE);
        Set<String> missing = new TreeSet<>();
        for (String exported : exports.keySet()) {
            for (Class<?> type : publicTypes(exported)) {
                Stream.concat(
                                Arrays.stream(type.getDeclaredMethods())
                                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                                        .flatMap(BundleTest::types),
                                Arrays.stream(type.getConstructors())
                                        .map(Constructor::getParameterTypes)
                                        .flatMap(Arrays::stream))
                        .map(Class::getPackageName)
                        .filter(name -> name.startsWith(BASE) && !exports.containsKey(name))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Stream<Class<?>> types(Method method) {
        return Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()));
    }

    private static List<Class<?>> publicTypes(String name) throws Exception {
        try (Stream<Path> files = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
            List<Class<?>> found = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String simple = file.getFileName().toString().replace(".class", "");
                if (!simple.equals("package-info")) {
                    Class<?> type = Class.forName(name + "." + simple);
                    if (Modifier.isPublic(type.getModifiers())) {
                        found.add(type);
                    }
                }
            }
            return found;
        }
    }
}
