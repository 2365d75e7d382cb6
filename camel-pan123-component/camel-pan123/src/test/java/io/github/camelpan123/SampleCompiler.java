package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/** Makes a route builder of a Java sample of a page. */
final class SampleCompiler {

    private SampleCompiler() {}

    /** @param classes a folder for the source and its class */
    static RouteBuilder compiled(String code, Path classes) throws Exception {
        Path source = Files.writeString(
                classes.resolve("Sample.java"),
                "public class Sample extends org.apache.camel.builder.RouteBuilder {"
                        + " @Override public void configure() throws Exception {\n" + code + "\n} }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean good = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-proc:none", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(good).as(complaints.toString()).isTrue();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, SampleCompiler.class.getClassLoader())) {
            return (RouteBuilder)
                    loader.loadClass("Sample").getDeclaredConstructor().newInstance();
        }
    }
}
