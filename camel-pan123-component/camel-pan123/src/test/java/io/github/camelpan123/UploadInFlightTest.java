package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.all;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.figures.RequestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is sent at once, and what waits for it. */
@Order(2) // it lasts long
class UploadInFlightTest {

    private static final int SLICE = 10_000;
    private static final int MOST = 16;
    /** Long enough for a busy machine to send as many as it may. */
    private static final Duration HELD = Duration.ofSeconds(4);

    private SimulatedPlatform platform;
    private CamelContext second;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).sliceSize(SLICE))
                .unhurried();
        second = SimulatedPlatform.context(platform.simulator);
        second.start();
    }

    @AfterEach
    void stop() {
        second.stop();
        platform.close();
    }

    @Test
    void noMoreThanSixteenRequestsOfAnAccountAreUnderWayOverAllRoutesAndContexts() throws Exception {
        platform.simulator.faults().on(SLICES).times(MOST).delay(HELD);
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < 3; i++) {
                    from("direct:up" + i).to("pan123:upload?uploadMode=sliced&uploadConcurrency=8");
                }
            }
        };
        platform.routes(routes);
        second.addRoutes(routes);
        List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            CamelContext context = i % 2 == 0 ? platform.context : second;
            uploads.add(begin(context, "direct:up" + i % 3, content(12 * SLICE + i), "file" + i));
        }
        assertThat(all(uploads, 60))
                .allSatisfy(done -> assertThat(done.getException()).isNull());
        assertThat(platform.simulator.figures().mostInFlight(SLICES)).isEqualTo(MOST);
        assertThat(platform.simulator.drive().count()).isEqualTo(12);
    }

    @Test
    void noMoreThanSixteenAreUnderWaySlicesAndWholeFilesTogether() {
        platform.simulator.faults().on(SLICES).times(MOST).delay(HELD);
        platform.simulator.faults().on(SINGLE).times(MOST).delay(HELD);
        List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            CamelContext context = i % 2 == 0 ? platform.context : second;
            uploads.add(begin(context, "pan123:upload?uploadMode=single", content(SLICE + i), "single" + i));
            if (i % 4 < 2) {
                String uri = "pan123:upload?uploadMode=sliced&uploadConcurrency=8";
                uploads.add(begin(context, uri, content(9 * SLICE + 1 + i), "sliced" + i));
            }
        }
        assertThat(all(uploads, 120))
                .allSatisfy(done -> assertThat(done.getException()).isNull());
        List<RequestRecord> sent = Stream.of(SLICES, SINGLE)
                .flatMap(path -> platform.simulator.figures().requests(path).stream())
                .toList();
        assertThat(sent).hasSize(40 + 20 * 10);
        assertThat(mostAtOnce(sent)).isBetween(12L, 16L);
        // or there would be nothing to tell of both
        assertThat(platform.simulator.figures().mostInFlight(SINGLE)).isGreaterThan(1);
        assertThat(platform.simulator.figures().mostInFlight(SLICES)).isGreaterThan(1);
    }

    /** By what the platform saw, whose clock shows milliseconds. */
    private static long mostAtOnce(List<RequestRecord> requests) {
        return requests.stream()
                .mapToLong(one -> requests.stream()
                        .filter(other -> !other.at().isAfter(one.at())
                                && other.at().plus(other.took()).minusMillis(1).isAfter(one.at()))
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void uploadsOfTheSameContentWaitWithoutAThread() {
        platform.simulator.faults().stillVerifying(1_000_000);
        byte[] content = content(2 * SLICE);
        List<CompletableFuture<Exchange>> same = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            same.add(begin(platform.context, "pan123:upload?uploadMode=sliced", content, "same" + i));
        }
        await().until(() -> platform.simulator.figures().calls(SLICES) == 2);
        succeed(begin(platform.context, "pan123:upload?uploadMode=single", content(50), "quick"));
        platform.simulator.faults().clear();
        assertThat(all(same, 60))
                .allSatisfy(done -> assertThat(done.getException()).isNull());
        assertThat(platform.simulator.figures().calls(SLICES)).isEqualTo(2);
        assertThat(platform.simulator.figures().calls(CREATE)).isEqualTo(30);
        assertThat(platform.simulator.figures().calls(SINGLE)).isOne();
    }

    @Test
    void onlyTheSliceThatFailedIsSentAgain() {
        platform.simulator.faults().on(SLICES).after(3).times(2).http(502);
        platform.simulator.faults().on(SLICES).after(5).cutAfter();
        succeed(begin(platform.context, "pan123:upload?uploadMode=sliced", content(20 * SLICE), "a.bin"));
        // the two that never arrived, and the one whose answer got lost
        assertThat(platform.simulator.figures().requests(SLICES)).hasSize(23);
        assertThat(platform.simulator.figures().duplicateWrites(SLICES)).isOne();
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(content(20 * SLICE));
    }
}
