package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short names of limits work wherever options are written. */
class LimitOptionsTest {

    private static final String ACCOUNT = "clientId=limits&clientSecret=s";
    private static final String OPTION = "camel.component.pan123.";

    @TempDir
    Path folder;

    private static String limit(Pan123Component component, Pan123Configuration options, String shortName) {
        return component
                .enterAccount(options)
                .account()
                .queueControl()
                .figures(shortName)
                .limit();
    }

    private static String limitOfEndpoint(CamelContext context, String shortName) {
        Pan123Endpoint endpoint = context.getEndpoints().stream()
                .filter(Pan123Endpoint.class::isInstance)
                .map(Pan123Endpoint.class::cast)
                .findFirst()
                .orElseThrow();
        return limit(endpoint.getComponent(), endpoint.getConfiguration(), shortName);
    }

    @ParameterizedTest
    @CsvSource({
        "rateLimits.fileMove=7, 7",
        "rateLimits.filemove=0.2, 0.2",
        "rateLimits.file-move=0.5, 0.5",
        "rateLimits.api/v1/file/move=8, 8",
        "rateLimits.userInfo=1, 3"
    })
    void inAUri(String option, String limit) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            context.getEndpoint("pan123:move?tier=free&targetParentFileId=0&" + ACCOUNT + "&" + option);
            assertThat(limitOfEndpoint(context, "fileMove")).isEqualTo(limit);
        }
    }

    @Test
    void inYaml() throws Exception {
        String route = """
                - from:
                    uri: direct:a
                    steps:
                      - to:
                          uri: pan123:move
                          parameters:
                            clientId: limits
                            clientSecret: s
                            targetParentFileId: 0
                            rateLimits.fileMove: 7
                            rateLimits.fileDelete: 0.2
                """;
        try (CamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", route));
            context.start();
            assertThat(limitOfEndpoint(context, "fileMove")).isEqualTo("7");
            assertThat(limitOfEndpoint(context, "fileDelete")).isEqualTo("0.2");
        }
    }

    @ParameterizedTest
    @CsvSource({"rateLimits.fileMove", "rate-limits.file-move", "rateLimits[fileMove]", "rate-limits[file-move]"})
    void inPropertiesOfCamelMain(String option) throws Exception {
        Main main = main(Map.of(OPTION + option, "7", OPTION + "rateLimits.fileDelete", "0.2"));
        main.start();
        try {
            assertThat(limitOfEndpoint(main.getCamelContext(), "fileMove")).isEqualTo("7");
            assertThat(limitOfEndpoint(main.getCamelContext(), "fileDelete")).isEqualTo("0.2");
        } finally {
            main.stop();
        }
    }

    private static Main main(Map<String, String> properties) {
        Main main = new Main();
        main.addInitialProperty(OPTION + "clientId", "limits");
        main.addInitialProperty(OPTION + "clientSecret", "s");
        properties.forEach(main::addInitialProperty);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("pan123:move?targetParentFileId=0");
            }
        });
        return main;
    }

    /** Variables get in where a property names them, which is the way that Camel Main has for every component. */
    @Test
    void inVariablesOfTheEnvironment() throws Exception {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), OtherJvm.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PAN123_FILE_MOVE", "7");
        builder.environment().put("PAN123_FILE_DELETE", "0.2");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("fileMove=7 fileDelete=0.2");
    }

    /** Camel Main in a JVM that has the variables. */
    static final class OtherJvm {
        private OtherJvm() {}

        public static void main(String[] args) throws Exception {
            Main main = LimitOptionsTest.main(Map.of(
                    OPTION + "rateLimits.fileMove", "{{env:PAN123_FILE_MOVE}}",
                    OPTION + "rateLimits.fileDelete", "{{env:PAN123_FILE_DELETE:1}}"));
            main.start();
            System.out.println("fileMove=" + limitOfEndpoint(main.getCamelContext(), "fileMove") + " fileDelete="
                    + limitOfEndpoint(main.getCamelContext(), "fileDelete"));
            main.stop();
        }
    }
}
