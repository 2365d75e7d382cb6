package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.OperationFigures;
import io.github.camelpan123.api.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * An account where several things go wrong at once: calls of two operations wait in a queue, downloads are paused, the
 * start of a transcode was refused, and a call has failed twice.
 */
final class StalledRun implements AutoCloseable {

    static final String QUEUE = Api.TRANSCODE_RESOLUTIONS.shortName();
    static final String FAILURE = "no such luck";

    /** The ID of the video that was not started. */
    final long video;

    private final SimulatedPlatform platform;
    private final AccountBinding account;
    private final List<CompletableFuture<Exchange>> waiting = new ArrayList<>();

    StalledRun(SimulatedPlatform platform) {
        this.platform = platform;
        account = platform.component().enterAccount(platform.options());
        platform.simulator.faults().on(Api.TRANSCODE_VIDEO.path()).times(1).http(502);
        video = platform.simulator.drive().addVideo("refused.mp4", new byte[] {1});
        assertThat(failure("transcodeStart?resolutions=480P", video)).isNotNull();
        platform.simulator.faults().trafficUsedUp(true);
        assertThat(failure("downloadUrl", platform.simulator.drive().addFile("/f", new byte[] {1})))
                .isNotNull();
        for (int i = 0; i < 2; i++) {
            platform.simulator.faults().on(Api.USER_INFO.path()).times(1).answer(777, FAILURE);
            assertThat(failure("userInfo", null)).isNotNull();
        }
        account.account().queueControl().pause(QUEUE, true);
        for (String operation : List.of("transcodeStart", "transcodeResolutions", "transcodeStart")) {
            long next = platform.simulator.drive().addVideo(waiting.size() + ".mp4", new byte[] {1});
            waiting.add(UploadFixture.begin(platform.context, "pan123:" + operation, next, Map.of()));
        }
        await().until(() ->
                operations().stream().mapToLong(OperationFigures::waiting).sum() == waiting.size());
    }

    private Exception failure(String uri, Object body) {
        return platform.template
                .send("pan123:" + uri, exchange -> exchange.getMessage().setBody(body))
                .getException();
    }

    private List<OperationFigures> operations() {
        return account.account().state().operations().stream()
                .filter(one -> one.shortName().equals(QUEUE))
                .toList();
    }

    @Override
    public void close() {
        account.account().queueControl().pause(QUEUE, false);
        account.leave();
        UploadFixture.all(waiting, 60);
        assertThat(operations())
                .extracting(OperationFigures::operation, OperationFigures::waiting)
                .containsExactlyInAnyOrder(tuple("transcodeStart", 0L), tuple("transcodeResolutions", 0L));
    }
}
