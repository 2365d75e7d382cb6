package io.github.camelpan123.cluster;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits long enough for a busy machine, where permits expire before they can be used. */
final class Patience {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
