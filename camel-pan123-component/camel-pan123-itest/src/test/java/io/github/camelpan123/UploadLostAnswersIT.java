package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.INFOS;
import static io.github.camelpan123.UploadFixture.LIST;
import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One answer in ten gets lost after the work was done, and every route redelivers: each file is there once. */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for it
class UploadLostAnswersIT {

    private static final int FILES = Boolean.getBoolean("pan123.proof") ? 1000 : 150;

    private static final List<String> WRITES = List.of(SINGLE, CREATE, SLICES, COMPLETE);

    @ParameterizedTest
    @CsvSource({
        "single,fail",
        "single,keepBoth&soleWriter=true",
        "single,overwrite",
        "single,skipIfSame",
        "sliced,fail",
        "sliced,keepBoth&soleWriter=true",
        "sliced,overwrite",
        "sliced,skipIfSame"
    })
    void exactlyOneFileForEachUpload(String mode, String duplicate) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).sliceSize(1500).mergePolls(0))
                .unhurried()) {
            for (String path : WRITES) {
                platform.simulator.faults().on(path).probability(0.15).cutAfter();
            }
            for (String path : List.of(LIST, INFOS)) {
                platform.simulator.faults().on(path).probability(0.1).cutAfter();
            }
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(10).redeliveryDelay(10));
                    from("direct:up").to("pan123:upload?uploadMode=" + mode + "&duplicate=" + duplicate);
                }
            });
            List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                uploads.add(begin(platform.context, "direct:up", content(2000 + i), "file" + i));
            }
            Set<Object> told = new HashSet<>();
            UploadFixture.all(uploads, 240).forEach(done -> {
                assertThat(done.getException()).isNull();
                told.add(done.getMessage().getHeader(Pan123Constants.FILE_ID));
            });
            Set<Object> there = new HashSet<>();
            Set<String> names = new HashSet<>();
            platform.simulator.drive().list("/").forEach(entry -> {
                there.add(entry.id());
                names.add(entry.name());
            });
            Set<Object> surplus = new HashSet<>(there);
            surplus.removeAll(told);
            assertThat(surplus).as("there and told to nobody, among %s", names).isEmpty();
            assertThat(platform.simulator.drive().count()).isEqualTo(FILES);
            assertThat(there).hasSize(FILES).isEqualTo(told);
            assertThat(names).hasSize(FILES).allMatch(name -> name.matches("file\\d+"));
            long lost = WRITES.stream()
                    .mapToLong(path -> platform.simulator.figures().faults(path))
                    .sum();
            assertThat(lost).isGreaterThan(FILES / 20);
        }
    }

    /** Nothing tells the own file from one that another program has just made of the same name and content. */
    @Test
    void keepBothSaysThatItDoesNotKnowRatherThanTakeAFileForItsOwn() throws Exception {
        try (SimulatedPlatform platform =
                SimulatedPlatform.start(builder -> builder.limits(false)).unhurried()) {
            platform.simulator.faults().on(SINGLE).probability(0.15).cutAfter();
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Pan123OutcomeUnknownException.class).maximumRedeliveries(0);
                    errorHandler(defaultErrorHandler().maximumRedeliveries(10).redeliveryDelay(10));
                    from("direct:up").to("pan123:upload?uploadMode=single&duplicate=keepBoth");
                }
            });
            List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                uploads.add(begin(platform.context, "direct:up", content(2000 + i), "file" + i));
            }
            Set<Object> told = new HashSet<>();
            long[] unknown = new long[1];
            UploadFixture.all(uploads, 240).forEach(done -> {
                if (done.getException() == null) {
                    told.add(done.getMessage().getHeader(Pan123Constants.FILE_ID));
                } else {
                    assertThat(done.getException()).isInstanceOf(Pan123OutcomeUnknownException.class);
                    unknown[0]++;
                }
            });
            assertThat(unknown[0])
                    .isEqualTo(platform.simulator.figures().faults(SINGLE))
                    .isPositive();
            assertThat(told).hasSize((int) (FILES - unknown[0]));
            assertThat(platform.simulator.drive().count()).isEqualTo(FILES);
        }
    }
}
