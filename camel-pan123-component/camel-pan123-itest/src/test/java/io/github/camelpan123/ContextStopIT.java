package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A stopping context makes the calls that it can make before the end of its shutdown timeout. Of the 5 seconds, 2 are
 * left for the last answer, which is less than a busy machine may take.
 */
@Tag("idle-machine")
class ContextStopIT {

    private static final String MKDIR = "/upload/v1/file/mkdir";

    @Test
    void callsThatCanStillBeMadeAreMade() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(false))) {
            platform.options().setRateLimits(Map.of("mkdir", "4"));
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:in").to("pan123:createDirectory?parentFileId=0");
                }
            });
            List<CompletableFuture<Exchange>> all = IntStream.range(0, 100)
                    .mapToObj(i -> platform.template.asyncSend("direct:in", exchange -> exchange.getMessage()
                            .setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "n" + i)))
                    .toList();
            await().until(() -> platform.calls(MKDIR) > 0);
            platform.context.getShutdownStrategy().setTimeout(5);
            long before = platform.calls(MKDIR);
            platform.context.stop();
            assertThat(((DefaultShutdownStrategy) platform.context.getShutdownStrategy()).hasTimeoutOccurred())
                    .as("the shutdown timeout has passed")
                    .isFalse();
            List<Exception> failures = all.stream()
                    .map(done -> done.orTimeout(1, TimeUnit.MINUTES).join().getException())
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(failures).isNotEmpty().hasOnlyElementsOfType(Pan123ShutdownException.class);
            // 3 seconds with four calls each, and those that were on their way
            assertThat(100L - failures.size()).isBetween(before + 4, before + 17);
            assertThat(platform.simulator.drive().count()).isEqualTo(100 - failures.size());
        }
    }
}
