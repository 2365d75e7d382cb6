package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123SimulatorExtension.BaseUrl;
import io.github.camelpan123.simulator.Pan123SimulatorExtension.ClientId;
import io.github.camelpan123.simulator.Pan123SimulatorExtension.ClientSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JUnit extension injects what a test needs. */
class ExtensionTest {
    @RegisterExtension
    static final Pan123SimulatorExtension PAN123 = Pan123SimulatorExtension.create();

    @Test
    void injectsUrlAndCredentials(
            Pan123Simulator simulator, @BaseUrl String url, @ClientId String id, @ClientSecret String secret) {
        assertThat(simulator).isSameAs(PAN123.simulator());
        assertThat(url).isEqualTo(simulator.baseUrl()).startsWith("http://127.0.0.1:");
        assertThat(id).isEqualTo(simulator.clientId());
        assertThat(secret).isEqualTo(simulator.clientSecret());
    }
}
