package io.github.camelpan123.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.telemetry.SpanLifecycleManager;
import org.junit.jupiter.api.Test;

/** Spans are created with the method that the installed Camel has. */
class SpanFactoryTest {

    @Test
    void theKindIsPassedIfItIsWanted() {
        SpanWithKind.Recorder recorder = new SpanWithKind.Recorder();
        assertThat(SpanFactory.of(SpanWithKind.class).create(recorder, "name", "CLIENT", null))
                .isNull();
        assertThat(recorder.created).containsExactly("name CLIENT");
    }

    @Test
    void theInstalledCamelIsKnown() {
        assertThat(SpanFactory.of(SpanLifecycleManager.class)).isNotNull();
    }

    @Test
    void anUnknownWayIsALinkageError() {
        assertThatThrownBy(() -> SpanFactory.of(Runnable.class)).isInstanceOf(LinkageError.class);
    }
}
