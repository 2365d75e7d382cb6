package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeStart;
import io.github.camelpan123.fixtures.LoggedEvents;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer of finished transcodes. */
@Order(2) // it lasts long
class TranscodeConsumerTest {

    private static final String FAST = "pan123:transcodeResult?initialDelay=0&delay=50";
    private static final String LIST = "/api/v2/file/list";
    private static final String RESULT = "/api/v1/transcode/video/result";
    private static final String PRODUCT = "/api/v1/transcode/m3u8_ts/download";
    private static final byte[] CONTENT = {1};

    @TempDir
    Path folder;

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private AccountDrive drive() {
        return platform.simulator.drive();
    }

    private static byte[] clip() throws Exception {
        try (InputStream clip = TranscodeConsumerTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        }
    }

    private void consume(String uri) throws Exception {
        consume(platform.context, uri);
    }

    private static void consume(CamelContext context, String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("results").to("mock:results");
            }
        });
    }

    private MockEndpoint results() {
        return results(platform.context);
    }

    private static MockEndpoint results(CamelContext context) {
        return context.getEndpoint("mock:results", MockEndpoint.class);
    }

    private void awaitCalls(String path, int more) {
        long now = platform.calls(path);
        await().until(() -> platform.calls(path) >= now + more);
    }

    private List<String> resolutions() {
        return results().getExchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(Pan123Constants.RESOLUTION, String.class))
                .toList();
    }

    private boolean inSpace(long video) {
        return drive().videos().stream().map(Entry::id).anyMatch(id -> id == video);
    }

    // sources

    @Test
    void givenIdsAreWatchedWithoutListingTheSpace() throws Exception {
        long one = drive().addFinishedTranscode("1.mp4", CONTENT, "480p");
        long two = drive().addFinishedTranscode("2.mp4", CONTENT, "480p");
        drive().addFinishedTranscode("3.mp4", CONTENT, "480p");
        results().expectedMessageCount(2);
        consume(FAST + "&fileIds=" + one + "," + two);
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Pan123Constants.FILE_ID))
                .containsExactlyInAnyOrder(one, two);
        assertThat(platform.calls(LIST)).isZero();
        assertThat(platform.calls(RESULT)).isEqualTo(2);
    }

    @Test
    void whatProducersStartedIsWatchedAndCarriesTheIdOfTheDrive() throws Exception {
        drive().addFinishedTranscode("other.mp4", CONTENT, "480p");
        long source = drive().addFile("/v.mp4", clip());
        results().expectedMessageCount(1);
        consume(FAST + "&source=started");
        platform.template.sendBody("pan123:transcode?resolutions=480P", source);
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
        var message = results().getExchanges().get(0).getMessage();
        assertThat(message.getHeader(Pan123Constants.SOURCE_FILE_ID)).isEqualTo(source);
        assertThat(message.getHeader(Pan123Constants.FILE_NAME)).isEqualTo("v.mp4");
        assertThat(message.getHeader(Pan123Constants.FILE_ID))
                .isEqualTo(drive().videos().get(1).id());
    }

    @Test
    void theWatchListSurvivesARestartAndHoldsOnlyWhatIsNotDelivered() throws Exception {
        platform.options().setWatchListDirectory(folder.toString());
        long source = drive().addFile("/v.mp4", clip());
        platform.template.sendBody("pan123:transcode?resolutions=480P,720P", source);
        platform.context.stop();
        try (CamelContext later = SimulatedPlatform.context(platform.simulator)) {
            later.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setWatchListDirectory(folder.toString());
            results(later).expectedMessageCount(2);
            consume(later, FAST + "&source=started");
            later.start();
            results(later).assertIsSatisfied();
            assertThat(results(later).getExchanges().get(0).getMessage().getHeader(Pan123Constants.SOURCE_FILE_ID))
                    .isEqualTo(source);
        }
        try (CamelContext last = SimulatedPlatform.context(platform.simulator)) {
            long asked = platform.calls(RESULT);
            consume(last, FAST + "&source=started&sendEmptyMessageWhenIdle=true&watchListDirectory=" + folder);
            results(last).expectedMinimumMessageCount(3);
            results(last).allMessages().body().isNull();
            last.start();
            results(last).assertIsSatisfied();
            assertThat(platform.calls(RESULT)).isEqualTo(asked);
        }
    }

    @Test
    void aStartWhoseAnswerWasLostIsWatchedAllTheSame() throws Exception {
        platform.options().setWatchListDirectory(folder.toString());
        long video = drive().addVideo("v.mp4", clip());
        platform.simulator.faults().on("/api/v1/transcode/video").cutAfter();
        assertThat(platform.template
                        .send("pan123:transcodeStart?resolutions=480P", e -> e.getMessage()
                                .setBody(video))
                        .getException())
                .isInstanceOf(Pan123Exception.class);
        assertThat(drive().transcodes(video)).hasSize(1);
        TranscodeStart again = platform.template.requestBody(
                "pan123:transcodeStart?resolutions=480P,720P", video, TranscodeStart.class);
        assertThat(again.resolutions()).containsExactly("720P");
        consume(FAST + "&source=started");
        // the one that was started in vain at once, as the other
        results().expectedMessageCount(2);
        results().assertIsSatisfied();
        assertThat(resolutions()).containsExactlyInAnyOrder("480P", "720P");
        assertThat(new File(
                        folder.toFile(),
                        platform.component()
                                        .enterAccount(platform.options())
                                        .account()
                                        .label() + ".started"))
                .content()
                .contains(line("STARTING", video))
                .doesNotContain(line("STARTED", video));
    }

    private static String line(String what, long video) {
        return "\"job\":\"" + what + "\",\"fileId\":" + video + ",\"resolution\":\"480P\"";
    }

    @Test
    void aStartThatWasRefusedIsNotWatched() throws Exception {
        long video = drive().addVideo("v.mp4", clip());
        platform.simulator.faults().on("/api/v1/transcode/video").answer(1, "no quota");
        assertThat(platform.template
                        .send("pan123:transcodeStart", e -> e.getMessage().setBody(video))
                        .getException())
                .hasMessageContaining("no quota");
        consume(FAST + "&source=started&sendEmptyMessageWhenIdle=true");
        results().expectedMinimumMessageCount(3);
        results().assertIsSatisfied();
        assertThat(platform.calls(RESULT)).isZero();
    }

    @Test
    void whatWasStartedIsFoundAfterItsOriginalWasDeleted() throws Exception {
        long video = drive().addVideo("v.mp4", clip());
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        platform.template.sendBody("pan123:transcodeDelete?deleteProducts=false", video);
        results().expectedMessageCount(1);
        consume(FAST + "&source=started");
        results().assertIsSatisfied();
    }

    @Test
    void aVideoThatIsDeletedWithItsProductsIsDroppedFromTheWatchList() throws Exception {
        long video = drive().addVideo("v.mp4", clip());
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        platform.template.sendBody("pan123:transcodeDelete", video);
        consume(FAST + "&source=started&sendEmptyMessageWhenIdle=true");
        results().expectedMinimumMessageCount(10);
        results().assertIsSatisfied();
        assertThat(results().getExchanges())
                .allSatisfy(
                        exchange -> assertThat(exchange.getMessage().getBody()).isNull());
        assertThat(platform.calls(RESULT)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "source=ids, fileId",
        "source=space&fileId=7, fileId",
        "source=started&fileIds=7, fileIds",
        "fileIds=7;8, fileIds",
        "afterRead=move&moveTo=/done, afterRead=move",
        "includeBody=true&grouping=video, grouping=video"
    })
    void optionsThatMakeNoSenseAreNamed(String options, String named) {
        assertThatThrownBy(() -> platform.context
                        .getEndpoint("pan123:transcodeResult?" + options)
                        .createConsumer(exchange -> {}))
                .hasStackTraceContaining(named);
    }

    // what is delivered

    @Test
    void aFailedJobIsAnExchangeAndSoIsItsRepetition() throws Exception {
        platform.simulator.faults().failTranscode("480p", 7);
        long video = drive().addVideo("v.mp4", clip());
        results().expectedMessageCount(1);
        results().expectedHeaderReceived(Pan123Constants.TRANSCODE_STATUS, 7);
        consume(FAST);
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        results().setAssertPeriod(200);
        results().assertIsSatisfied();
        results().reset();
        results().expectedMessageCount(1);
        results().expectedHeaderReceived(Pan123Constants.TRANSCODE_STATUS, 255);
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        results().setAssertPeriod(200);
        results().assertIsSatisfied();
    }

    /** A start may have been executed although its answer was lost. */
    @Test
    void theRepetitionOfAFailedJobIsAnExchangeEvenIfTheAnswerToItsStartWasLost() throws Exception {
        platform.simulator.faults().failTranscode("480p", 7);
        long video = drive().addVideo("v.mp4", clip());
        results().expectedMessageCount(1);
        consume(FAST);
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        results().assertIsSatisfied();
        awaitCalls(LIST, 3);
        results().reset();
        results().expectedMessageCount(1);
        results().expectedHeaderReceived(Pan123Constants.TRANSCODE_STATUS, 255);
        platform.simulator.faults().on("/api/v1/transcode/video").cutAfter();
        assertThat(platform.template
                        .send("pan123:transcodeStart?resolutions=480P", e -> e.getMessage()
                                .setBody(video))
                        .isFailed())
                .isTrue();
        await().atMost(Duration.ofMinutes(1)).until(() -> results().getReceivedCounter() > 0);
        results().assertIsSatisfied();
    }

    @Test
    void whatTheRepositoryKnowsIsNotDeliveredAgainAfterARestart() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p", "720p");
        File store = new File(folder.toFile(), "seen");
        platform.context.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
        results().expectedMessageCount(2);
        consume(FAST + "&idempotentRepository=#seen");
        results().assertIsSatisfied();
        platform.context.stop();
        try (CamelContext later = SimulatedPlatform.context(platform.simulator)) {
            later.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
            consume(later, FAST + "&idempotentRepository=#seen");
            later.start();
            drive().addFinishedTranscode("w.mp4", CONTENT, "480p");
            results(later).expectedMessageCount(1);
            results(later).expectedHeaderReceived(Pan123Constants.FILE_NAME, "w.mp4");
            results(later).setAssertPeriod(300);
            results(later).assertIsSatisfied();
        }
    }

    @Test
    void thePlaylistIsFetchedOnlyWhenTheBodyIsRead() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        drive().addTranscode(drive().videos().get(0).id(), "720p", Duration.ZERO, 9);
        results().expectedMessageCount(2);
        consume(FAST + "&includeBody=true");
        results().assertIsSatisfied();
        assertThat(platform.calls(PRODUCT)).isZero();
        for (Exchange exchange : results().getExchanges()) {
            if (exchange.getMessage()
                    .getHeader(Pan123Constants.TRANSCODE_STATUS)
                    .equals(255)) {
                assertThat(exchange.getMessage().getBody(String.class))
                        .startsWith("#EXTM3U")
                        .contains("000.ts");
                assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("v.mp4/480P/stream.m3u8");
            } else {
                assertThat(exchange.getMessage().getBody()).isInstanceOf(TranscodeResult.class);
            }
        }
        assertThat(platform.calls(PRODUCT)).isOne();
    }

    @Test
    void aPlaylistThatCannotBeFetchedFailsItsExchangeAndComesAgain() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        platform.simulator.faults().on(PRODUCT).times(2).answer(1, "no");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(FAST + "&includeBody=true").convertBodyTo(String.class).to("mock:results");
            }
        });
        results().expectedMessageCount(1);
        results().assertIsSatisfied();
        assertThat(platform.simulator.figures().faults(PRODUCT)).isEqualTo(2);
        assertThat(platform.calls(PRODUCT)).isOne();
    }

    @Test
    void aJobThatNeverEndsIsGivenUpAfterJobTimeoutOnceAndLeavesTheOthersAlone() throws Exception {
        long video = drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        drive().addTranscode(video, "720p", Duration.ofDays(1), Job.DONE);
        results().expectedMessageCount(2);
        consume(FAST + "&jobTimeout=500&afterRead=delete");
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Pan123Constants.TRANSCODE_STATUS))
                .containsExactly(255, 1);
        long asked = platform.calls(RESULT);
        awaitCalls(LIST, 4);
        assertThat(platform.calls(RESULT)).isEqualTo(asked);
        assertThat(inSpace(video)).isTrue();
    }

    @Test
    void whatWasGivenUpMakesNoSecondExchangeWhenItEndsAfterAll() throws Exception {
        long video = drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        drive().describeVideo(video, new VideoFacts("H.264", 51, List.of("480p", "720p", "1080p")));
        drive().addTranscode(video, "720p", Duration.ofSeconds(2), Job.DONE);
        results().expectedMessageCount(2);
        consume(FAST + "&jobTimeout=300");
        results().assertIsSatisfied();
        Job given = drive().transcodes(video).get(1);
        await().until(() -> given.finalAt() < System.currentTimeMillis());
        // it is asked again, and tells of both
        platform.template.sendBody("pan123:transcodeStart?codecName=H.264&videoTime=51&resolutions=1080P", video);
        await().until(() -> results().getReceivedCounter() >= 3);
        assertThat(resolutions()).containsExactlyInAnyOrder("480P", "720P", "1080P");
    }

    @Test
    void aStartedJobThatNeverEndsIsGivenUpToo() throws Exception {
        platform.close();
        platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).resolutionPolls(0).transcodeTime(Duration.ofDays(1)))
                .unhurried();
        long video = drive().addVideo("v.mp4", clip());
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        results().expectedMessageCount(1);
        results().expectedHeaderReceived(Pan123Constants.TRANSCODE_STATUS, 1);
        consume(FAST + "&source=started&jobTimeout=300&grouping=video");
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
    }

    // after it was read

    @Test
    void aVideoIsDeletedOnlyWhenAllItsResolutionsAreFinalAndAllExchangesCompletedWhateverTheRouteDid()
            throws Exception {
        platform.close();
        MovableClock clock = new MovableClock();
        platform = SimulatedPlatform.start(builder -> builder.limits(false).clock(clock))
                .unhurried();
        long keep = drive().addFinishedTranscode("keep.mp4", CONTENT);
        long video = drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        drive().addTranscode(video, "720p", Duration.ofSeconds(2), Job.DONE);
        AtomicBoolean failing = new AtomicBoolean(true);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(FAST + "&afterRead=delete")
                        .process(exchange -> {
                            Object resolution = exchange.getMessage().getHeader(Pan123Constants.RESOLUTION);
                            if (resolution.equals("720P") && failing.getAndSet(false)) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .process(exchange -> exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_FILE_ID, keep))
                        .to("mock:results");
            }
        });
        results().expectedMessageCount(1);
        results().assertIsSatisfied();
        awaitCalls(LIST, 3);
        assertThat(inSpace(video)).isTrue();
        clock.forward(Duration.ofSeconds(2));
        await().until(() -> results().getReceivedCounter() >= 2);
        await().until(() -> !inSpace(video));
        assertThat(results().getReceivedCounter()).isEqualTo(2);
        assertThat(inSpace(keep)).isTrue();
        assertThat(platform.calls("/api/v1/transcode/delete")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source=space", "source=started"})
    void trashTakesTheOriginalAndLeavesTheProductsAndAFailedTryIsMadeUpFor(String source) throws Exception {
        long video = drive().addVideo("v.mp4", clip());
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P,720P", video, TranscodeStart.class);
        platform.simulator.faults().on("/api/v1/transcode/delete").answer(1, "no");
        results().expectedMessageCount(2);
        consume(FAST + "&afterRead=trash&" + source);
        results().assertIsSatisfied();
        await().until(() -> !inSpace(video));
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
        assertThat(platform.template.requestBody("pan123:transcodeResult", video, List.class))
                .hasSize(2);
        assertThat(platform.calls("/api/v1/transcode/delete")).isOne();
    }

    @Test
    void whatTheRepositoryKnowsIsNotTouchedAfterARestart() throws Exception {
        long video = drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        File store = new File(folder.toFile(), "seen");
        platform.context.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
        results().expectedMessageCount(1);
        consume(FAST + "&idempotentRepository=#seen");
        results().assertIsSatisfied();
        platform.context.stop();
        try (CamelContext later = SimulatedPlatform.context(platform.simulator)) {
            later.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
            consume(later, FAST + "&idempotentRepository=#seen&afterRead=delete");
            later.start();
            awaitCalls(LIST, 4);
            assertThat(inSpace(video)).isTrue();
        }
    }

    // the scheduler

    @Test
    void idlePollsAreSpacedOutByBackOff() throws Exception {
        consume(FAST + "&sendEmptyMessageWhenIdle=true&backoffIdleThreshold=1&backoffMultiplier=1000");
        results().expectedMinimumMessageCount(1);
        results().setAssertPeriod(500);
        results().assertIsSatisfied();
        assertThat(results().getReceivedCounter()).isLessThanOrEqualTo(2);
        assertThat(results().getExchanges().get(0).getProperty(Exchange.BATCH_SIZE))
                .isEqualTo(1);
    }

    @Test
    void failingPollsAreSpacedOutByBackOffAndOneThatWorksEndsIt() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        platform.simulator.faults().on(LIST).times(2).answer(1, "broken");
        long begin = System.nanoTime();
        results().expectedMessageCount(1);
        consume(FAST + "&backoffErrorThreshold=2&backoffMultiplier=20");
        results().assertIsSatisfied();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(19 * 50));
        awaitCalls(LIST, 4);
    }

    @Test
    void runLoggingLevelIsThatOfThePolls() throws Exception {
        // at the root, because the logger of the polls must go on writing to its appenders, which others read
        try (LoggedEvents logged = new LoggedEvents(
                event -> event.getLoggerName().equals(ScheduledPollConsumer.class.getName()), LoggedEvents.ROOT)) {
            consume(FAST + "&runLoggingLevel=WARN");
            await().until(() -> logged.lines().stream()
                    .anyMatch(line -> line.startsWith("WARN Scheduled task") && line.contains("transcodeResult")));
        }
    }

    @Test
    void greedyPollsAgainAtOnceUntilThereIsNothingLeft() throws Exception {
        for (int i = 0; i < 5; i++) {
            drive().addFinishedTranscode("v" + i + ".mp4", CONTENT, "480p");
        }
        results().expectedMessageCount(5);
        consume("pan123:transcodeResult?initialDelay=0&delay=600000&maxMessagesPerPoll=2&greedy=true");
        results().assertIsSatisfied();
    }

    @Test
    void pollsAreCountedHonestly() throws Exception {
        for (int i = 0; i < 5; i++) {
            drive().addFinishedTranscode("v" + i + ".mp4", CONTENT, "480p", "720p", "1080p");
        }
        List<Integer> polls = new CopyOnWriteArrayList<>();
        platform.context.getRegistry().bind("counting", new DefaultPollingConsumerPollStrategy() {
            @Override
            public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
                polls.add(polledMessages);
            }
        });
        results().expectedMessageCount(15);
        consume("pan123:transcodeResult?initialDelay=0&delay=20&maxMessagesPerPoll=4&pollStrategy=#counting");
        results().assertIsSatisfied();
        await().until(() -> polls.contains(0));
        assertThat(polls).allSatisfy(exchanges -> assertThat(exchanges).isBetween(0, 4));
        assertThat(polls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(15);
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_SIZE, Integer.class))
                .allSatisfy(size -> assertThat(size).isBetween(1, 4));
    }

    @Test
    void aPollThatFailsBecomesAnExchangeWithBridgeErrorHandlerAndTheNextOneWorks() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        platform.simulator.faults().on(LIST).answer(1, "broken");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Pan123Exception.class).handled(true).to("mock:errors");
                from(FAST + "&bridgeErrorHandler=true").to("mock:results");
            }
        });
        MockEndpoint errors = platform.context.getEndpoint("mock:errors", MockEndpoint.class);
        errors.expectedMessageCount(1);
        results().expectedMessageCount(1);
        errors.assertIsSatisfied();
        results().assertIsSatisfied();
        assertThat(errors.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining("broken");
    }

    @Test
    void pollEnrichFetchesOneResultAfterTheOther() throws Exception {
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p", "720p");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:enrich")
                        .pollEnrich("pan123:transcodeResult?initialDelay=0&delay=100&maxMessagesPerPoll=1", 20_000)
                        .to("mock:results");
            }
        });
        results().expectedMessageCount(2);
        platform.template.sendBody("direct:enrich", "one");
        platform.template.sendBody("direct:enrich", "two");
        results().assertIsSatisfied();
        assertThat(resolutions()).containsExactlyInAnyOrder("480P", "720P");
    }

    @Test
    void aSuspendedRouteAsksNothingAndResumesWithNothingLost() throws Exception {
        consume(FAST);
        awaitCalls(LIST, 2);
        platform.context.getRouteController().suspendRoute("results");
        long lists = platform.calls(LIST);
        drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
        results().expectedMessageCount(0);
        results().setAssertPeriod(300);
        results().assertIsSatisfied();
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(lists + 1);
        results().reset();
        results().expectedMessageCount(1);
        platform.context.getRouteController().resumeRoute("results");
        results().assertIsSatisfied();
    }

    @Test
    void aStopLetsWorkInHandFinishAndTheRestComesAfterTheRestart() throws Exception {
        for (int i = 0; i < 6; i++) {
            drive().addFinishedTranscode("v" + i + ".mp4", CONTENT, "480p");
        }
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Set<Object> done = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST).routeId("results").process(exchange -> {
                    inHand.countDown();
                    goOn.await();
                    if (!done.add(exchange.getMessage().getHeader(Pan123Constants.FILE_ID))) {
                        twice.incrementAndGet();
                    }
                });
            }
        });
        inHand.await();
        Thread stopping = new Thread(() -> {
            try {
                platform.context.getRouteController().stopRoute("results");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        // it waits for the exchange in hand
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        stopping.join();
        assertThat(done).hasSizeBetween(1, 5);
        platform.context.getRouteController().startRoute("results");
        await().until(() -> done.size() == 6);
        awaitCalls(LIST, 3);
        assertThat(twice).hasValue(0);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "camel.incomplete",
            matches = "true",
            disabledReason = "camel-master is left out here")
    void inAClusterOneNodePollsAndTheOtherTakesOver() throws Exception {
        platform.context.stop();
        try (CamelContext one = node("one");
                CamelContext two = node("two")) {
            one.start();
            await().until(() -> platform.calls(LIST) > 0);
            two.start();
            drive().addFinishedTranscode("v.mp4", CONTENT, "480p");
            results(one).expectedMessageCount(1);
            results(one).assertIsSatisfied();
            assertThat(results(two).getReceivedCounter()).isZero();
            one.stop();
            drive().addFinishedTranscode("w.mp4", CONTENT, "480p");
            results(two).expectedMinimumMessageCount(1);
            results(two).assertIsSatisfied();
        }
    }

    private CamelContext node(String name) throws Exception {
        CamelContext context = SimulatedPlatform.context(platform.simulator);
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setId(name);
        cluster.setRoot(folder.toString());
        cluster.setAcquireLockDelay(50, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(50, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        consume(context, "master:results:" + FAST);
        return context;
    }

    // lists that change

    @Test
    void aSpaceThatChangesWhileItIsPagedLosesNothingAndShowsNothingTwice() throws Exception {
        for (int i = 0; i < 250; i++) {
            drive().addFinishedTranscode("v" + i + ".mp4", CONTENT, "480p");
        }
        platform.simulator.faults().on(LIST).after(1).times(4).delay(Duration.ofMillis(200));
        consume(FAST);
        await().until(() -> results().getReceivedCounter() > 50);
        List<Entry> videos = drive().videos();
        for (int i = 0; i < 10; i++) {
            platform.template.sendBody("pan123:transcodeDelete", videos.get(i).id());
            drive().addFinishedTranscode("w" + i + ".mp4", CONTENT, "480p");
        }
        await().until(() -> results().getExchanges().stream()
                        .filter(exchange -> exchange.getMessage()
                                .getHeader(Pan123Constants.FILE_NAME, String.class)
                                .startsWith("w"))
                        .count()
                == 10);
        awaitCalls(LIST, 12);
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Pan123Constants.FILE_ID))
                .doesNotHaveDuplicates()
                .hasSizeBetween(250, 260);
    }
}
