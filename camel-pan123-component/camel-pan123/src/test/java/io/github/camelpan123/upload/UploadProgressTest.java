package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.UploadMode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadProgressTest {

    private static final int SIZE = 600_000;

    @ParameterizedTest
    @CsvSource({"single,/upload/v2/file/single/create", "sliced,/upload/v2/file/slice"})
    void whatIsSentAgainWithAnotherTokenCountsOnce(UploadMode mode, String path) throws Exception {
        try (UploaderHarness platform = new UploaderHarness(builder -> builder.sliceSize(SIZE))) {
            platform.simulator.faults().on(path).evict();
            List<Long> sent = new CopyOnWriteArrayList<>();
            UploadRequest request = new UploadRequest(
                    UploaderHarness.body(new byte[SIZE]),
                    "a.bin",
                    null,
                    UploaderHarness.options(mode, Duplicate.fail, null),
                    (phase, name, done, total) -> {
                        if (phase == UploadProgress.Phase.SEND) {
                            sent.add(done);
                        }
                    },
                    () -> true);
            UploaderHarness.upload(platform.uploader(UploaderHarness.SHORT), request)
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            // a single refusal may be a mistake, so it goes out once more before another token is asked for
            assertThat(platform.simulator.figures().requests(path)).hasSize(3);
            assertThat(sent).allMatch(done -> done <= SIZE).endsWith((long) SIZE);
        }
    }
}
