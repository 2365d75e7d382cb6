package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.LIST;
import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads by the ID of a folder, which may be that of the transcode space, which has a list call of its own. */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for it
@Order(1) // it lasts long
class UploadToSpaceTest {

    private static final String FOLDER_INFO = Api.TRANSCODE_FOLDER_INFO.path();
    private static final Duration REDELIVERED_FOR = Duration.ofMinutes(2);

    /** What happens to the question for the space. */
    enum Trouble {
        BAD_GATEWAY(rule -> rule.http(502)),
        OUTAGE(rule -> rule.times(4).http(502)),
        CUT(FaultRule::cutAfter),
        GARBAGE(FaultRule::garbage),
        /** Until the call may not wait any longer. */
        TOO_FREQUENT(rule -> rule.times(4).answer(429));

        private final Consumer<FaultRule> strike;

        Trouble(Consumer<FaultRule> strike) {
            this.strike = strike;
        }
    }

    private static SimulatedPlatform platform(boolean infosOfSpace) throws Exception {
        SimulatedPlatform platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).infosOfSpace(infosOfSpace))
                .unhurried();
        platform.simulator.drive().addVideo("other.mp4", content(10));
        return platform;
    }

    private static long space(SimulatedPlatform platform) {
        return platform.simulator.drive().videos().get(0).parentId();
    }

    private static String upload(long folder, Duplicate duplicate) {
        return "pan123:upload?uploadMode=single&parentFileId=" + folder + "&duplicate=" + duplicate
                + (duplicate == Duplicate.keepBoth ? "&soleWriter=true" : "");
    }

    private static Exchange send(SimulatedPlatform platform, String uri, int size, String name) {
        return UploadFixture.all(List.of(begin(platform.context, uri, content(size), name)), 120)
                .get(0);
    }

    private static Exchange redelivered(SimulatedPlatform platform, String uri, int size, String name) {
        // a queue that was refused pauses for some seconds
        return await().atMost(REDELIVERED_FOR)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> send(platform, uri, size, name), exchange -> !retriable(exchange));
    }

    private static boolean retriable(Exchange exchange) {
        return exchange.getException() instanceof Pan123Exception failure && failure.isRetriable();
    }

    private static int asked(SimulatedPlatform platform) {
        return platform.simulator.figures().requests(FOLDER_INFO).size();
    }

    private static Stream<String> videos(SimulatedPlatform platform) {
        return platform.simulator.drive().videos().stream().map(Entry::name).filter(name -> !name.equals("other.mp4"));
    }

    /** The simulator refuses to list the space in the way of the drive; what the platform does is not known. */
    private static void requireListsOfTheSpace(SimulatedPlatform platform) {
        assertThat(platform.simulator.figures().requests(LIST))
                .filteredOn(request -> request.query().contains("parentFileId=" + space(platform)))
                .allMatch(request -> request.query().contains("businessType=2"));
    }

    /** A folder, and how it is named. */
    enum Place {
        SPACE(platform -> "parentFileId=" + space(platform)),
        FOLDER_BY_ID(platform -> "parentFileId=" + platform.simulator.drive().addFolder("/films")),
        FOLDER_BY_PATH(platform -> {
            platform.simulator.drive().addFolder("/films");
            return "parentPath=/films";
        }),
        ROOT(platform -> "parentFileId=0");

        private final Function<SimulatedPlatform, String> option;

        Place(Function<SimulatedPlatform, String> option) {
            this.option = option;
        }

        private List<String> files(SimulatedPlatform platform) {
            if (this == SPACE) {
                return videos(platform).toList();
            }
            return platform.simulator.drive().list(this == ROOT ? "/" : "/films").stream()
                    .filter(entry -> !entry.folder())
                    .map(Entry::name)
                    .toList();
        }
    }

    static Stream<Arguments> uploads() {
        return Arrays.stream(Duplicate.values()).flatMap(duplicate -> Arrays.stream(Place.values())
                .flatMap(place -> Stream.of(true, false).flatMap(known -> Stream.of(true, false)
                        .map(infos -> Arguments.of(duplicate, place, known, infos)))));
    }

    /**
     * @param known whether this process knows the ID of the space
     * @param infos whether the space is also seen by the details of its entries
     */
    @ParameterizedTest
    @MethodSource("uploads")
    void eachKindOfUploadWorksInEachFolderWithoutCallsInVain(
            Duplicate duplicate, Place place, boolean known, boolean infos) throws Exception {
        try (SimulatedPlatform platform = platform(infos)) {
            String uri = "pan123:upload?uploadMode=single&duplicate=" + duplicate + "&" + place.option.apply(platform);
            if (known) {
                platform.template.requestBody("pan123:transcodeSpace", (Object) null);
            }
            assertThat(send(platform, uri, 1000, "v.mp4").getException()).isNull();
            boolean needed = place == Place.SPACE && !infos
                    || duplicate == Duplicate.skipIfSame && (place == Place.SPACE || place == Place.FOLDER_BY_ID);
            assertThat(asked(platform)).isEqualTo(known || needed ? 1 : 0);

            int before = requests(platform);
            assertThat(send(platform, uri, 1001, "w.mp4").getException()).isNull();
            // the upload, and one look
            assertThat(requests(platform) - before).isEqualTo(2);
            assertThat(platform.calls(SINGLE)).isEqualTo(2);
            assertThat(asked(platform)).isEqualTo(known || needed ? 1 : 0);

            Exchange again = send(platform, uri, 1000, "v.mp4");
            assertThat(again.getException() == null).isEqualTo(duplicate != Duplicate.fail);
            boolean skipped = duplicate == Duplicate.skipIfSame;
            assertThat(Boolean.TRUE.equals(again.getMessage().getHeader(Pan123Constants.SKIPPED)))
                    .isEqualTo(skipped);
            assertThat(platform.calls(SINGLE)).isEqualTo(skipped ? 2 : 3);
            assertThat(place.files(platform)).hasSize(duplicate == Duplicate.keepBoth ? 3 : 2);
            assertThat(platform.simulator.figures().failed(LIST)).isZero();
            requireListsOfTheSpace(platform);
        }
    }

    private static int requests(SimulatedPlatform platform) {
        return platform.simulator.figures().requests().size();
    }

    @ParameterizedTest
    @EnumSource(
            value = Duplicate.class,
            names = {"overwrite", "skipIfSame"})
    void anAccountWithoutASpaceIsNotAskedForItOftenEither(Duplicate duplicate) throws Exception {
        try (SimulatedPlatform platform = platform(true)) {
            platform.simulator.faults().on(FOLDER_INFO).always().answer(1, "no space for you");
            long folder = platform.simulator.drive().addFolder("/films");
            for (int i = 0; i < 4; i++) {
                platform.simulator.faults().on(SINGLE).cutAfter();
                assertThat(send(platform, upload(folder, duplicate), 1000 + i, "v" + i)
                                .getException())
                        .isNull();
            }
            assertThat(platform.simulator.drive().list("/films")).hasSize(4);
            assertThat(asked(platform)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void skipIfSameLooksAlthoughTheSpaceIsNotNamedAtOnce(Trouble trouble) throws Exception {
        try (SimulatedPlatform platform = platform(true)) {
            if (trouble == Trouble.TOO_FREQUENT) {
                platform.options().setMaxWait(1500);
            }
            platform.simulator.drive().addVideo("v.mp4", content(1000));
            trouble.strike.accept(platform.simulator.faults().on(FOLDER_INFO));
            Exchange exchange = redelivered(platform, upload(space(platform), Duplicate.skipIfSame), 1000, "v.mp4");
            assertThat(platform.simulator.figures().faults(FOLDER_INFO)).isPositive();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(true);
            assertThat(platform.calls(SINGLE)).isZero();
            requireListsOfTheSpace(platform);
        }
    }

    static Stream<Arguments> troubles() {
        return Arrays.stream(Duplicate.values())
                .flatMap(duplicate -> Arrays.stream(Trouble.values()).map(trouble -> Arguments.of(duplicate, trouble)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aVideoWhoseAnswerIsLostIsFoundAlthoughTheSpaceIsNotNamedAtOnce(Duplicate duplicate, Trouble trouble)
            throws Exception {
        try (SimulatedPlatform platform = platform(true)) {
            if (trouble == Trouble.TOO_FREQUENT) {
                platform.options().setMaxWait(1500);
            }
            platform.simulator.faults().on(SINGLE).cutAfter();
            trouble.strike.accept(platform.simulator.faults().on(FOLDER_INFO));
            Exchange exchange = redelivered(platform, upload(space(platform), duplicate), 1000, "v.mp4");
            assertThat(platform.simulator.figures().faults(FOLDER_INFO)).isPositive();
            assertThat(exchange.getException()).isNull();
            assertThat(videos(platform)).containsExactly("v.mp4");
            requireListsOfTheSpace(platform);
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aVideoIsVerifiedAlthoughTheSpaceIsNotNamedAtOnce(Duplicate duplicate, Trouble trouble) throws Exception {
        try (SimulatedPlatform platform = platform(false)) {
            if (trouble == Trouble.TOO_FREQUENT) {
                platform.options().setMaxWait(1500);
            }
            trouble.strike.accept(platform.simulator.faults().on(FOLDER_INFO));
            Exchange exchange = redelivered(platform, upload(space(platform), duplicate), 1000, "v.mp4");
            assertThat(platform.simulator.figures().faults(FOLDER_INFO)).isPositive();
            assertThat(exchange.getException()).isNull();
            assertThat(videos(platform)).containsExactly("v.mp4");
            requireListsOfTheSpace(platform);
        }
    }

    @Test
    void aFailedTranscodeSpaceDoesNotMakeUploadsAskAgain() throws Exception {
        try (SimulatedPlatform platform = platform(false)) {
            assertThat(platform.template
                            .requestBody("pan123:transcodeSpace", null, Folder.class)
                            .fileId())
                    .isEqualTo(space(platform));
            platform.simulator.faults().on(FOLDER_INFO).http(502);
            assertThat(platform.template
                            .request("pan123:transcodeSpace", exchange -> {})
                            .getException())
                    .isInstanceOf(Pan123Exception.class);
            platform.simulator.faults().on(SINGLE).cutAfter();
            assertThat(send(platform, upload(space(platform), Duplicate.fail), 1000, "v.mp4")
                            .getException())
                    .isNull();
            assertThat(videos(platform)).containsExactly("v.mp4");
            assertThat(asked(platform)).isEqualTo(2);
            requireListsOfTheSpace(platform);
        }
    }
}
