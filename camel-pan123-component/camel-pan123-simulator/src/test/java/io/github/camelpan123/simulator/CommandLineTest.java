package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The command line says what it can do, where it is and what to put into a configuration. */
class CommandLineTest {
    private static final Pattern SWITCH = Pattern.compile("--[a-z-]+");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpNamesEverySwitchAndEverySwitchIsKnown() {
        assertThat(run("--help")).isZero();
        List<String> switches = new ArrayList<>();
        for (Matcher all = SWITCH.matcher(out.toString(StandardCharsets.UTF_8)); all.find(); ) {
            switches.add(all.group());
        }
        assertThat(switches).contains("--port", "--https", "--state");
        for (String name : switches) {
            String value =
                    switch (name) {
                        case "--tier" -> "vip";
                        case "--mode" -> "lenient";
                        case "--client" -> "id:secret";
                        default -> "1";
                    };
            boolean takesValue = out.toString(StandardCharsets.UTF_8).contains(name + " <")
                    || "--tier".equals(name)
                    || "--mode".equals(name);
            assertThat(CommandLine.parse(takesValue ? new String[] {name, value} : new String[] {name}))
                    .as(name)
                    .isNotNull();
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThat(run("--prot", "1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--prot").contains("--help");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--port", "x"}))
                .hasMessageContaining("--port");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--port"})).hasMessageContaining("--port");
        assertThatThrownBy(() -> CommandLine.parse(new String[] {"--tier", "gold"}))
                .hasMessageContaining("gold");
    }

    @Test
    void theGreetingIsReadyToUse() throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().client("me", "word").https(true).start()) {
            assertThat(Main.greeting(sim))
                    .contains("camel.component.pan123.base-url=" + sim.baseUrl())
                    .contains("camel.component.pan123.client-id=me")
                    .contains("camel.component.pan123.client-secret=word")
                    .contains(sim.trustStore().toString());
        }
    }

    @Test
    void theReadmeNamesEverySwitch() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Matcher all = SWITCH.matcher(CommandLine.HELP); all.find(); ) {
            assertThat(readme).contains(all.group());
        }
        for (Class<?> switches : List.of(SimulatorBuilder.class, Faults.class, FaultRule.class)) {
            for (Method method : switches.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    assertThat(readme).containsPattern("[`.]" + method.getName() + "[`(]");
                }
            }
        }
    }
}
