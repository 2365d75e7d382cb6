package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the page is what the component registers. */
class MetersPageTest {

    private static final Path PAGE = Path.of("src/main/docs/pan123-meters.adoc");
    private static final Pattern ROW = Pattern.compile("\\| (camel\\.pan123\\.[a-z.]+) \\| ([^|]*)\\| ([^|]*)\\| .+");

    private static String shown(String type, String unit, Set<String> tags) {
        return (type + (unit == null ? "" : ", " + unit)).toLowerCase() + " " + tags;
    }

    private static Map<String, String> documented() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> tags =
                        new TreeSet<>(Set.of(row.group(3).replaceAll("[` ]", "").split(",")));
                tags.remove("");
                String[] type = row.group(2).strip().split(", ");
                rows.put(row.group(1), shown(type[0], type.length > 1 ? type[1] : null, tags));
            }
        }
        return rows;
    }

    private static Map<String, String> registered(SimpleMeterRegistry registry) {
        Map<String, String> meters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            Set<String> tags = new TreeSet<>();
            id.getTags().forEach(tag -> tags.add(tag.getKey()));
            assertThat(tags).contains("camelContext", "account");
            tags.removeAll(Set.of("camelContext", "account"));
            assertThat(id.getDescription()).as(id.getName()).isNotBlank();
            // the unit of a timer is the registry's
            String unit = id.getType() == Meter.Type.TIMER ? null : id.getBaseUnit();
            meters.put(id.getName(), shown(id.getType().name(), unit, tags));
        }
        return meters;
    }

    @Test
    void theTableHasEachMeterWithItsTags() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.context.getRegistry().bind("metricsRegistry", registry);
            byte[] content = new byte[1000];
            new Random(1).nextBytes(content);
            platform.template.requestBodyAndHeader("pan123:upload", content, "CamelFileName", "a");
            platform.template.requestBody("pan123:download?path=/a", null, byte[].class);
            platform.template.send("pan123:getFile?path=/none", exchange -> {});
            platform.simulator.faults().on("/api/v1/user/info").times(1).answer(5066);
            platform.template.send("pan123:userInfo", exchange -> {});
            Map<String, String> documented = documented();
            // ClusterOptionsTest has it, because no nodes share this account
            assertThat(documented.remove("camel.pan123.cluster.lost")).isEqualTo("gauge, seconds []");
            assertThat(registered(registry)).isEqualTo(documented);
        }
    }
}
