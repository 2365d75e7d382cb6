package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls on single files join while they wait, seen from the platform's side. */
class BatchTest {

    private static final String TRASH = "/api/v1/file/trash";
    private static final String DELETE = "/api/v1/file/delete";
    private static final String INFOS = "/api/v1/file/infos";

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(true));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private List<Long> files(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(platform.simulator.drive().addFile("/f" + i, new byte[] {1}));
        }
        return ids;
    }

    private List<CompletableFuture<Exchange>> each(String uri, List<Long> ids) throws Exception {
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

    private static Exception failure(CompletableFuture<Exchange> exchange) {
        return exchange.orTimeout(60, TimeUnit.SECONDS).join().getException();
    }

    @Test
    void aThousandSingleDeletesTakeOneCallForEachHundredAndTwoMore() throws Exception {
        List<Long> ids = files(1000);
        long begin = System.nanoTime();
        assertThat(each("pan123:delete", ids))
                .allSatisfy(done -> assertThat(failure(done)).isNull());
        assertThat(platform.calls(DELETE)).isLessThanOrEqualTo(12);
        assertThat(platform.calls(TRASH)).isLessThanOrEqualTo(12);
        assertThat(platform.calls(INFOS)).isLessThanOrEqualTo(12);
        assertThat(platform.simulator.figures().totalRefused()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(20);
    }

    @Test
    void aLoneCallWaitsForNothing() throws Exception {
        List<Long> ids = files(1);
        platform.template.requestBody("pan123:userInfo", (Object) null);
        long begin = System.nanoTime();
        assertThat(failure(each("pan123:trash", ids).get(0))).isNull();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(900);
    }

    @Test
    void aBodyOfTwoHundredAndFiftyIdsIsThreeCallsAndOneResult() throws Exception {
        List<Long> ids = files(250);
        platform.template.sendBody("pan123:trash", ids);
        assertThat(platform.calls(TRASH)).isEqualTo(3);
    }

    @Test
    void oneBadIdAmongAHundredFailsAloneWithFourteenMoreCallsAtMost() throws Exception {
        platform.options().setRateLimits(Map.of("fileTrash", "2"));
        List<Long> ids = files(102);
        // use up the two calls of the first second, so that the hundred join
        each("pan123:trash", ids.subList(0, 1))
                .forEach(done -> assertThat(failure(done)).isNull());
        each("pan123:trash", ids.subList(1, 2))
                .forEach(done -> assertThat(failure(done)).isNull());
        List<Long> hundred = new ArrayList<>(ids.subList(2, 102));
        hundred.set(40, 999_999_999L);
        List<CompletableFuture<Exchange>> all = each("pan123:trash", hundred);
        for (int i = 0; i < 100; i++) {
            assertThat(failure(all.get(i)) != null).as("exchange %d", i).isEqualTo(i == 40);
        }
        assertThat(platform.calls(TRASH)).isBetween(3L, 2L + 1 + 14);
    }
}
