package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

/** How the client of the JDK reports a body that is shorter than announced. */
final class EarlyEnd {

    private EarlyEnd() {}

    /** JDK 17 ends the stream, JDK 25.0.3 throws. Nothing else may arrive, and before JDK 25 nothing is thrown. */
    static void requireAt(InputStream in) throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (IOException e) {
            if (Runtime.version().feature() < 25) {
                throw e;
            }
            assertThat(e).hasMessage("Premature EOF");
        }
    }
}
