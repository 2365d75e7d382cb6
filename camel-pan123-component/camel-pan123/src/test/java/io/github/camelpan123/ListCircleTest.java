package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123RepeatedPageException;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists whose cursors lead nowhere end with an error after the first repeated page, wherever a list is read. */
class ListCircleTest {

    private static final String FILES = "/api/v2/file/list";
    private static final String SHARES = "/api/v1/share/list";
    private static final int PAGES = 40;
    /** The longest circle below has four pages, and the error comes with the one after them at the latest. */
    private static final int MOST_PAGES = 5;

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static String files(long id, long next) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":{\"lastFileId\":" + next + ",\"fileList\":[{\"fileId\":" + id
                + ",\"filename\":\"f" + id
                + "\",\"parentFileId\":0,\"type\":0,\"size\":1,\"etag\":\"e\",\"category\":0,\"status\":0,\"trashed\":0}]}}";
    }

    private static String shares(long id, long next) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":{\"lastShareId\":" + next + ",\"shareList\":[{\"shareId\":" + id
                + ",\"shareKey\":\"k\"}]}}";
    }

    /** What the cursor is after a page, and what the page shows. */
    private static long[] page(String kind, int call) {
        return switch (kind) {
            case "same" -> new long[] {call + 1, 7};
            case "circle" -> new long[] {call + 1, 7 + call % 3};
            case "backwards" -> new long[] {call + 1, call % 4 == 3 ? 1000 : 1000 - call % 4};
            case "endless" -> new long[] {call % 2 + 1, 100 + call};
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void plan(String kind) {
        for (int call = 0; call < PAGES; call++) {
            long[] page = page(kind, call);
            platform.simulator.faults().on(FILES).times(1).garbage(files(page[0], page[1]));
            platform.simulator.faults().on(SHARES).times(1).garbage(shares(page[0], page[1]));
        }
    }

    static List<String[]> producers() {
        return List.of("same", "circle", "backwards", "endless").stream()
                .flatMap(kind -> List.of(
                                "listFiles",
                                "listShares",
                                "getFile?path=/absent.txt",
                                "createDirectory?path=/absent",
                                "recover?path=/absent.txt",
                                "upload?fileName=fresh.txt&duplicate=skipIfSame")
                        .stream()
                        .map(operation -> new String[] {kind, operation}))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("producers")
    void aListThatGoesInCirclesIsAnError(String kind, String operation) {
        plan(kind);
        Exchange exchange = platform.template.send("pan123:" + operation, sent -> sent.getMessage()
                .setBody(operation.startsWith("upload") ? "content" : null));
        Throwable failure = exchange.getException();
        if (failure == null) {
            try {
                exchange.getMessage().getBody(Iterator.class).forEachRemaining(entry -> {});
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        assertThat(failure).isInstanceOf(Pan123RepeatedPageException.class);
        assertThat(platform.simulator.figures().faults(operation.equals("listShares") ? SHARES : FILES))
                .isBetween(2L, (long) MOST_PAGES);
    }

    static List<String[]> consumers() {
        return List.of("same", "circle", "backwards", "endless").stream()
                .flatMap(
                        kind -> List.of("listFiles", "transcodeResult").stream().map(name -> new String[] {kind, name}))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void aPollThatGoesInCirclesFails(String kind, String name) throws Exception {
        plan(kind);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        PollingConsumerPollStrategy noting = new DefaultPollingConsumerPollStrategy() {
            @Override
            public boolean rollback(
                    org.apache.camel.Consumer consumer,
                    org.apache.camel.Endpoint endpoint,
                    int retry,
                    Exception cause) {
                failures.add(cause);
                return false;
            }
        };
        platform.context.getRegistry().bind("noting", noting);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:" + name + "?initialDelay=0&delay=600000&pollStrategy=#noting"
                                // nothing of what is listed is taken, so that the poll is no partial success
                                + (name.equals("listFiles") ? "&include=none" : ""))
                        .to("mock:nothing");
            }
        });
        await().until(() -> !failures.isEmpty());
        assertThat(failures.peek()).hasStackTraceContaining("Pan123RepeatedPageException");
        assertThat(platform.simulator.figures().faults(FILES)).isBetween(2L, (long) MOST_PAGES);
    }
}
