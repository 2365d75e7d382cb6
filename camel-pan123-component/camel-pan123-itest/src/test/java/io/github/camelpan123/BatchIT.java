package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Deleting thousands of files one by one, at the limits of a free account. */
@Isolated("it holds seconds, which neighbours would stretch")
@Tag("idle-machine")
class BatchIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int FILES = PROOF ? 10_000 : 1_000;
    private static final long LONGEST_SECONDS = PROOF ? 110 : 20;
    private static final long LONGEST_MINUTES = 10;

    private static final String TRASH = "/api/v1/file/trash";
    private static final String DELETE = "/api/v1/file/delete";
    private static final String INFOS = "/api/v1/file/infos";

    @Test
    void singleDeletionsTakeOneCallForEachHundredAndTwoMore() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(true))) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                ids.add(platform.simulator.drive().addFile("/f" + i, new byte[] {1}));
            }
            long begin = System.nanoTime();
            for (CompletableFuture<Exchange> done : each(platform, "pan123:delete", ids)) {
                assertThat(done.orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES)
                                .join()
                                .getException())
                        .isNull();
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertThat(platform.simulator.drive().count()).isZero();
            assertThat(platform.simulator.drive().all()).isEmpty();
            assertThat(platform.calls(DELETE)).isLessThanOrEqualTo(FILES / 100 + 2);
            // these two have more calls a second, so more of them go out before there are a hundred to join
            assertThat(platform.calls(TRASH)).isLessThanOrEqualTo(FILES / 100 + 20);
            assertThat(platform.calls(INFOS)).isLessThanOrEqualTo(FILES / 100 + 20);
            assertThat(platform.simulator.figures().totalRefused()).isZero();
            assertThat(seconds).isLessThan(LONGEST_SECONDS);
        }
    }

    private static List<CompletableFuture<Exchange>> each(SimulatedPlatform platform, String uri, List<Long> ids)
            throws Exception {
        Endpoint endpoint = platform.context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (long id : ids) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(id);
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, doneSync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }
}
