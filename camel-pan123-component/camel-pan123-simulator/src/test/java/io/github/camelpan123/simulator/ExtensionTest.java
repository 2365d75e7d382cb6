package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123SimulatorExtension.BaseUrl;
import io.github.camelpan123.simulator.Pan123SimulatorExtension.ClientId;
import io.github.camelpan123.simulator.Pan123SimulatorExtension.ClientSecret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JUnit extension injects what a test needs, and one simulator serves a class with all that is nested in it. */
class ExtensionTest {
    @RegisterExtension
    static final Pan123SimulatorExtension PAN123 = Pan123SimulatorExtension.create();

    private static Pan123Simulator first;

    @Test
    void injectsUrlAndCredentials(
            Pan123Simulator simulator, @BaseUrl String url, @ClientId String id, @ClientSecret String secret) {
        assertThat(simulator).isSameAs(PAN123.simulator());
        assertThat(url).isEqualTo(simulator.baseUrl()).startsWith("http://127.0.0.1:");
        assertThat(id).isEqualTo(simulator.clientId());
        assertThat(secret).isEqualTo(simulator.clientSecret());
    }

    @BeforeAll
    static void fill() {
        first = PAN123.simulator();
        first.drive().addFolder("/made before all tests");
    }

    private static void sameAsOutside(Pan123Simulator simulator) {
        assertThat(simulator).isSameAs(first);
        assertThat(simulator.drive().find("/made before all tests")).isPresent();
        assertThat(new ApiClient(simulator)
                        .login()
                        .get("/api/v1/user/info")
                        .get("code")
                        .asInt())
                .isZero();
    }

    @Nested
    class ANestedClass {
        @Test
        void sharesTheSimulator(Pan123Simulator simulator) {
            sameAsOutside(simulator);
        }

        @Nested
        class AndOneWithinIt {
            @Test
            void sharesItToo(Pan123Simulator simulator) {
                sameAsOutside(simulator);
            }
        }
    }

    /** Whichever of the two comes second meets a simulator that the end of the first one must not have closed. */
    @Nested
    class AnotherNestedClass {
        @Test
        void sharesTheSimulator(Pan123Simulator simulator) {
            sameAsOutside(simulator);
        }
    }
}
