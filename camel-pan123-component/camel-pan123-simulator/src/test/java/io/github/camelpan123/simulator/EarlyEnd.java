package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

/** How the client of the JDK reports a body that is shorter than announced. */
final class EarlyEnd {

    private EarlyEnd() {}

    /** JDK 17 ends the stream, JDK 25.0.3 throws. Nothing else may arrive. */
    static void requireAt(InputStream in) {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).hasMessage("Premature EOF");
        }
    }
}
