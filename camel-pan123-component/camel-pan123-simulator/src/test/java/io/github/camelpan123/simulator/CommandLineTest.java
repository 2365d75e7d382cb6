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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    void overHttpsTheGreetingTellsTheTrustStoreToAnyJvm() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().https(true).start()) {
            assertThat(Main.greeting(sim))
                    .contains("-Djavax.net.ssl.trustStore=" + sim.trustStore())
                    .contains("-Djavax.net.ssl.trustStorePassword=" + sim.trustStorePassword());
        }
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            assertThat(Main.greeting(sim)).doesNotContain("trustStore");
        }
    }

    @Test
    void theReadmeTellsTheDefaultOfEverySwitch() throws Exception {
        SimulatorBuilder builder = Pan123Simulator.builder();
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("port", builder.port);
        defaults.put("slicePort", builder.slicePort);
        defaults.put("storagePort", builder.storagePort);
        defaults.put("sliceServers", builder.sliceServers);
        defaults.put("client", builder.clients.isEmpty() ? "one generated" : "several");
        defaults.put("stateDirectory", builder.stateDirectory == null ? "temporary" : builder.stateDirectory);
        defaults.put("tier", builder.tier.name().toLowerCase(Locale.ROOT));
        defaults.put("mode", builder.mode.name().toLowerCase(Locale.ROOT));
        defaults.put("limits", onOff(builder.limits));
        defaults.put("tokenBucket", onOff(builder.tokenBucket));
        defaults.put("sliceSize", (builder.sliceSize >> 20) + " MiB");
        defaults.put("mergePolls", builder.mergePolls);
        defaults.put("notYetByCode", builder.notYetByCode ? "code 20103" : "completed:false");
        defaults.put("resolutionPolls", builder.resolutionPolls);
        defaults.put("zipPolls", builder.zipPolls);
        defaults.put("transcodeTime", builder.transcodeTime.toSeconds() + " s");
        defaults.put("copyTime", builder.copyTime.toSeconds() + " s");
        defaults.put("overwrittenToBin", onOff(builder.overwrittenToBin));
        defaults.put("trashMarksContent", onOff(builder.trashMarksContent));
        defaults.put("restoreEarlierTrashed", onOff(builder.restoreEarlierTrashed));
        defaults.put("newestFirst", onOff(builder.newestFirst));
        defaults.put("driveIdAlias", onOff(builder.driveIdAlias));
        defaults.put("infosOfSpace", onOff(builder.infosOfSpace));
        defaults.put("keepContent", builder.keepContent ? "kept" : "dropped");
        defaults.put("tokenLife", builder.tokenLife.toDays() + " days");
        defaults.put("https", onOff(builder.https));
        defaults.put("serversNamedHttp", onOff(builder.serversNamedHttp));
        defaults.put("clock", "the machine's");
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            String[] cells = line.split(" \\| ");
            if (cells.length == 4 && cells[0].startsWith("| `")) {
                told.put(cells[0].substring(3, cells[0].length() - 1), cells[2].trim());
            }
        }
        assertThat(told.keySet()).containsExactlyElementsOf(defaults.keySet());
        defaults.forEach((name, value) -> assertThat(told.get(name)).as(name).startsWith(value.toString()));
        SimulatorBuilder line = CommandLine.parse(new String[0]).builder();
        assertThat(told.get("port")).contains("command line: " + line.port);
        assertThat(told.get("transcodeTime")).contains("command line: " + line.transcodeTime.toSeconds() + " s");
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
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
