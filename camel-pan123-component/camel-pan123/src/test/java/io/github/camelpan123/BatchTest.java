package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123MalformedAnswerException;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.drive.FileChanges;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls on single files join while they wait, each with its own outcome, seen from the platform's side. */
@Order(3) // it lasts some seconds
class BatchTest {

    private static final int HUNDRED = 100;
    private static final int BAD = 40;
    private static final long UNKNOWN = 999_999_999L;
    private static final String HELD = "0.001";
    private static final String FREE = "1000";
    private static final String LIST = "/api/v2/file/list";
    private static final String NAME = "/api/v1/file/name";
    private static final String RENAME = "/api/v1/file/rename";
    private static final String IMPORT = "/api/v1/transcode/upload/from_cloud_disk";

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** What joins, and the call that it joins to. */
    private enum Joint {
        TRASH("fileTrash", "/api/v1/file/trash", "pan123:trash"),
        MOVE("fileMove", "/api/v1/file/move", "pan123:move?targetParentFileId=0"),
        RECOVER("fileRecover", "/api/v1/file/recover", "pan123:recover"),
        GET("fileInfos", "/api/v1/file/infos", "pan123:getFile"),
        // the operation looks and trashes first; here it is the call itself that shall join
        DELETE("fileDelete", "/api/v1/file/delete", null),
        RENAMES("fileRename", RENAME, "pan123:rename");

        private final String queue;
        private final String path;
        private final String uri;

        Joint(String queue, String path, String uri) {
            this.queue = queue;
            this.path = path;
            this.uri = uri;
        }

        private int most() {
            return this == RENAMES ? FileCalls.RENAME_BATCH : HUNDRED;
        }

        private ApiCall<?> alone(long id) {
            return switch (this) {
                case TRASH -> FileCalls.trash(List.of(id));
                case MOVE -> FileCalls.move(List.of(id), 0);
                case RECOVER -> FileCalls.recover(List.of(id));
                case GET -> FileCalls.infos(List.of(id));
                case DELETE -> FileCalls.delete(List.of(id));
                case RENAMES -> FileCalls.rename(Map.of(id, "held"));
            };
        }
    }

    private AccountLease account() {
        return binding().account();
    }

    private AccountBinding binding() {
        return platform.component().enterAccount(platform.options());
    }

    private List<Long> files(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(platform.simulator.drive().addFile("/in/f" + i + ".mp4", new byte[] {1}));
        }
        return ids;
    }

    /** A file that is none of those that {@link #files} makes. */
    private long other(String name) {
        return platform.simulator.drive().addFile("/other/" + name + ".mp4", new byte[] {1});
    }

    private List<CompletableFuture<Exchange>> each(String uri, List<?> bodies) throws Exception {
        Endpoint endpoint = platform.context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (Object body : bodies) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_NEW_NAME, newName(body));
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, doneSync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }

    private static String newName(Object id) {
        return "n" + id + ".mp4";
    }

    private static Exception failure(CompletableFuture<Exchange> exchange) {
        return exchange.orTimeout(60, TimeUnit.SECONDS).join().getException();
    }

    /** Asks for one after the other while the queue is held, so that all of them are in one call. */
    private List<Throwable> joined(Joint joint, List<Long> ids) throws Exception {
        return joined(joint, ids, 1);
    }

    /** @param atOnce how many each exchange is about */
    private List<Throwable> joined(Joint joint, List<Long> ids, int atOnce) throws Exception {
        List<List<Long>> groups = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += atOnce) {
            groups.add(ids.subList(i, i + atOnce));
        }
        hold(joint.queue, joint.alone(other("a")));
        if (joint == Joint.RENAMES) {
            // a lone one has a call of its own; while it waits the others join
            hold("fileName", FileCalls.name(other("b"), "held.mp4"));
            each(joint.uri, List.of(other("c")));
        }
        List<CompletableFuture<Throwable>> all;
        if (joint == Joint.DELETE) {
            FileChanges changes = binding().drive().changes();
            all = groups.stream()
                    .map(group -> changes.delete(group).handle((done, failure) -> failure))
                    .toList();
        } else {
            all = each(joint.uri, atOnce == 1 ? ids : groups).stream()
                    .map(exchange -> exchange.thenApply(done -> (Throwable) done.getException()))
                    .toList();
        }
        // the first one may be on its way from where calls wait for a token
        await().until(() -> account().queueControl().figures(joint.queue).waiting() == 1);
        account().queueControl().limit(joint.queue, FREE);
        return all.stream()
                .map(failure -> failure.orTimeout(60, TimeUnit.SECONDS).join())
                .map(failure ->
                        failure != null && failure.getCause() instanceof Pan123Exception cause ? cause : failure)
                .toList();
    }

    private void hold(String queue, ApiCall<?> call) {
        account().queueControl().limit(queue, HELD);
        account().call(call).join();
    }

    /** What the platform saw of a call, without the one that held the queue. */
    private List<RequestRecord> seen(Joint joint) {
        List<RequestRecord> all = platform.simulator.figures().requests(joint.path);
        return all.subList(1, all.size());
    }

    private static int size(RequestRecord request) {
        try {
            JsonNode body = new ObjectMapper().readTree(request.body());
            for (Iterator<JsonNode> members = body.isArray() ? List.of(body).iterator() : body.elements();
                    members.hasNext(); ) {
                JsonNode member = members.next();
                if (member.isArray()) {
                    return member.size();
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> imported(RequestRecord request) {
        try {
            List<Long> ids = new ArrayList<>();
            new ObjectMapper()
                    .readTree(request.body())
                    .forEach(row -> ids.add(row.get("fileId").asLong()));
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsTogetherGoesOutAsOneCall(Joint joint) throws Exception {
        assertThat(joined(joint, files(joint.most()))).containsOnlyNulls();
        assertThat(seen(joint)).extracting(BatchTest::size).containsExactly(joint.most());
    }

    @ParameterizedTest
    @CsvSource({"TRASH, 2", "MOVE, 2", "RECOVER, 4", "GET, 2", "GET, 20", "DELETE, 5"})
    void thoseWhoAskForSeveralJoinToo(Joint joint, int atOnce) throws Exception {
        assertThat(joined(joint, files(HUNDRED), atOnce)).containsOnlyNulls();
        assertThat(seen(joint)).extracting(BatchTest::size).containsExactly(HUNDRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRASH", "MOVE", "RECOVER", "GET"})
    void oneBadIdAmongAHundredFailsAloneWithFourteenMoreCallsAtMost(Joint joint) throws Exception {
        List<Long> hundred = files(HUNDRED);
        hundred.set(BAD, UNKNOWN);
        List<Throwable> failures = joined(joint, hundred);
        assertThat(failures.get(BAD)).isInstanceOf(Pan123NotFoundException.class);
        failures = new ArrayList<>(failures);
        failures.remove(BAD);
        assertThat(failures).containsOnlyNulls();
        assertThat(seen(joint)).hasSizeLessThanOrEqualTo(1 + 14);
    }

    @Test
    void oneBadIdAmongAHundredDeletionsIsSaidToBeGoneAlone() throws Exception {
        List<Long> hundred = files(HUNDRED);
        hundred.set(BAD, UNKNOWN);
        List<CompletableFuture<Exchange>> all = each("pan123:delete", hundred);
        for (int i = 0; i < HUNDRED; i++) {
            assertThat(failure(all.get(i))).isNull();
            assertThat(all.get(i).join().getMessage().getHeader(Pan123Constants.ALREADY_GONE))
                    .as("exchange %d", i)
                    .isEqualTo(i == BAD);
        }
        assertThat(platform.simulator.drive().list("/in")).hasSize(1);
    }

    @Test
    void aListOfWhichSomeAreTrashedAndSomeGoneIsDeletedAndSaysSo() throws Exception {
        List<Long> ids = files(120);
        platform.template.sendBody("pan123:trash", ids.subList(0, 30));
        platform.template.sendBody("pan123:delete", ids.subList(0, 10));
        Exchange exchange =
                platform.template.send("pan123:delete", e -> e.getMessage().setBody(ids));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Pan123Constants.ALREADY_GONE))
                .isEqualTo(true);
        assertThat(platform.simulator.drive().all()).extracting(Entry::id).doesNotContainAnyElementsOf(ids);
        // 30 and then the 90 outside the bin; 10 and then the 110 that were left
        assertThat(platform.calls(Joint.TRASH.path)).isEqualTo(1 + 1);
        assertThat(platform.calls(Joint.DELETE.path)).isEqualTo(1 + 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRASH", "MOVE", "RECOVER", "GET", "DELETE"})
    void whatIsRefusedForGoodGoesOutInHalves(Joint joint) throws Exception {
        List<Long> hundred = files(HUNDRED);
        platform.simulator.faults().on(joint.path).after(1).answer(1, "something else");
        assertThat(joined(joint, hundred)).containsOnlyNulls();
        assertThat(seen(joint)).extracting(RequestRecord::code).containsExactly(1, 0, 0);
        assertThat(seen(joint).subList(1, 3)).extracting(BatchTest::size).containsExactly(50, 50);
    }

    @Test
    void whoComesWhileACallIsUnderWayJoinsTheNextOne() throws Exception {
        List<Long> ids = files(HUNDRED);
        platform.simulator.faults().on(Joint.GET.path).always().delay(Duration.ofMillis(300));
        List<CompletableFuture<Exchange>> all = new ArrayList<>(each("pan123:getFile", ids.subList(0, 1)));
        awaitArrived(Joint.GET.path);
        long begun = System.nanoTime();
        all.addAll(each("pan123:getFile", ids.subList(1, HUNDRED)));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(failure(all.get(i))).isNull();
            assertThat(all.get(i).join().getMessage().getBody(FileEntry.class).fileId())
                    .isEqualTo(ids.get(i));
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        // the first alone and all others together; a busy machine asks slowly, and each 50 ms or answer may part them
        assertThat(platform.calls(Joint.GET.path)).isBetween(2L, 2 + took / 25);
    }

    /** A call that has gone out takes nobody in any more. */
    private void awaitArrived(String path) {
        await().until(() -> platform.simulator.figures().mostInFlight(path) == 1);
    }

    @Test
    void nobodyWaitsLongForACallThatHangs() throws Exception {
        List<Long> ids = files(2);
        // until the platform is closed
        Duration forGood = Duration.ofDays(1);
        platform.options().setResponseTimeout(forGood.toMillis());
        platform.simulator.faults().on(Joint.GET.path).times(1).delay(forGood);
        CompletableFuture<Exchange> hangs =
                each("pan123:getFile", ids.subList(0, 1)).get(0);
        awaitArrived(Joint.GET.path);
        assertThat(failure(each("pan123:getFile", ids.subList(1, 2)).get(0))).isNull();
        assertThat(hangs).isNotDone();
    }

    private static Stream<Arguments> troubles() {
        return Arrays.stream(Joint.values())
                .flatMap(joint -> Stream.of(
                        trouble(joint, "429", rule -> rule.answer(429), null, 2),
                        // one to be sure that the token is gone, and one with the next
                        trouble(joint, "401", FaultRule::evict, null, 3),
                        trouble(joint, "5xx", rule -> rule.http(502), Pan123MalformedAnswerException.class, 1),
                        trouble(joint, "not sent", FaultRule::cutBefore, Pan123UnreachableException.class, 1),
                        trouble(joint, "answer lost", FaultRule::cutAfter, Pan123UnreachableException.class, 1),
                        trouble(joint, "no JSON", FaultRule::garbage, Pan123MalformedAnswerException.class, 1),
                        trouble(joint, "ban", rule -> rule.answer(1, "账号被封禁"), Pan123WriteBannedException.class, 1)));
    }

    private static Arguments trouble(Joint joint, String name, Consumer<FaultRule> fault, Class<?> failure, int calls) {
        return Arguments.of(joint, name, fault, failure, calls);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("troubles")
    void nothingIsHalvedAfterWhatIsNobodysFault(
            Joint joint, String name, Consumer<FaultRule> fault, Class<?> failure, int calls) throws Exception {
        List<Long> ids = files(joint.most());
        fault.accept(platform.simulator.faults().on(joint.path).after(1));
        List<Throwable> failures = joined(joint, ids);
        assertThat(failures).hasSize(joint.most());
        if (failure == null) {
            assertThat(failures).containsOnlyNulls();
            assertThat(size(seen(joint).get(calls - 1))).isEqualTo(joint.most());
        } else {
            assertThat(failures).hasOnlyElementsOfType(failure);
        }
        assertThat(seen(joint)).hasSize(calls);
    }

    @ParameterizedTest
    @CsvSource({
        "pan123:trash, /api/v1/file/trash",
        "pan123:move?targetParentFileId=0, /api/v1/file/move",
        "pan123:recover, /api/v1/file/recover",
        "pan123:recover?targetParentFileId=0, /api/v1/file/recover/by_path",
        "pan123:getFile, /api/v1/file/infos",
        "pan123:delete, /api/v1/file/delete"
    })
    void aBodyOfTwoHundredAndFiftyIdsIsThreeCallsAndOneResult(String uri, String path) {
        Exchange exchange = platform.template.send(uri, e -> e.getMessage().setBody(files(250)));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(List.class)).hasSize(250);
        assertThat(platform.simulator.figures().requests(path))
                .extracting(BatchTest::size)
                .containsExactlyInAnyOrder(100, 100, 50);
    }

    @Test
    void renamesThatComeTogetherEachGetTheirOwnOutcome() throws Exception {
        List<Long> ids = files(61);
        platform.simulator.drive().addFile("/in/" + newName(ids.get(7)), new byte[] {1});
        ids.set(9, UNKNOWN);
        // the call after the first waits until all are there, however slowly a busy machine asks
        account().queueControl().limit("fileRename", HELD);
        List<CompletableFuture<Exchange>> all = each("pan123:rename", ids);
        account().queueControl().limit("fileRename", FREE);
        for (int i = 0; i < ids.size(); i++) {
            Class<?> expected =
                    i == 7 ? Pan123NameConflictException.class : i == 9 ? Pan123NotFoundException.class : null;
            Exception failure = failure(all.get(i));
            assertThat(failure == null ? null : failure.getClass())
                    .as("exchange %d", i)
                    .isEqualTo(expected);
            if (expected == null) {
                assertThat(platform.simulator
                                .drive()
                                .get(ids.get(i))
                                .orElseThrow()
                                .name())
                        .isEqualTo(newName(ids.get(i)));
            }
        }
        // one alone, one with whoever came before it went out, which may be nobody, the rest 30 a call
        assertThat(platform.calls(NAME)).isBetween(1L, 2L);
        assertThat(platform.calls(RENAME)).isBetween(2L, 3L);
    }

    @Test
    void whereThePlatformDoesNotTellWhatWasRenamedALookDecides() throws Exception {
        List<Long> ids = files(Joint.RENAMES.most());
        platform.simulator.drive().addFile("/in/" + newName(ids.get(7)), new byte[] {1});
        platform.simulator
                .faults()
                .on(RENAME)
                .after(1)
                .garbage("{\"code\":0,\"message\":\"ok\",\"data\":null,\"x-traceID\":\"\"}");
        List<Throwable> failures = new ArrayList<>(joined(Joint.RENAMES, ids));
        assertThat(failures.remove(7))
                .isInstanceOf(Pan123Exception.class)
                .hasMessageContaining("It is not known whether the platform renamed")
                .hasMessageContaining(newName(ids.get(7)));
        assertThat(failures).containsOnlyNulls();
    }

    @Test
    void twoNewNamesForOneFileGoOutOneAfterTheOther() throws Exception {
        long id = files(1).get(0);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.addAll(each("pan123:rename?newName=x" + i, List.of(id)));
        }
        all.forEach(exchange -> assertThat(failure(exchange)).isNull());
        assertThat(platform.calls(NAME) + platform.calls(RENAME)).isEqualTo(20);
    }

    @Test
    void importsThatComeTogetherGoOutAsOneCall() throws Exception {
        List<Long> ids = files(HUNDRED);
        account().queueControl().limit("transcodeImport", "1");
        List<CompletableFuture<Exchange>> all = each("pan123:transcodeImport", ids);
        for (int i = 0; i < HUNDRED; i++) {
            assertThat(failure(all.get(i))).isNull();
            assertThat(all.get(i).join().getMessage().getBody(FileEntry.class).name())
                    .isEqualTo("f" + i + ".mp4");
        }
        assertThat(platform.simulator.drive().videos()).hasSize(HUNDRED);
        // those of the first look, and all of the next one
        assertThat(platform.calls(IMPORT)).isLessThanOrEqualTo(3);
        // each look is one for all of them
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(10);
    }

    @Test
    void aFileThatIsNoVideoFailsAloneAndTheSpaceIsListedBeforeTheOthersGoOutAgain() throws Exception {
        List<Long> ids = files(HUNDRED);
        ids.set(BAD, platform.simulator.drive().addFile("/in/no.txt", new byte[] {1}));
        List<CompletableFuture<Exchange>> all = each("pan123:transcodeImport", ids);
        for (int i = 0; i < HUNDRED; i++) {
            assertThat(failure(all.get(i)) != null).as("exchange %d", i).isEqualTo(i == BAD);
        }
        assertThat(platform.simulator.drive().videos())
                .extracting(Entry::name)
                .hasSize(HUNDRED - 1)
                .doesNotHaveDuplicates();
        Set<Long> refused = new HashSet<>();
        for (RequestRecord request : platform.simulator.figures().requests()) {
            if (request.path().equals(LIST)) {
                refused.clear();
            } else if (request.path().equals(IMPORT)) {
                List<Long> asked = imported(request);
                assertThat(refused).doesNotContainAnyElementsOf(asked);
                refused.addAll(request.code() == 0 ? List.of() : asked);
            }
        }
    }

    @Test
    void oneVideoThatManyWantIsImportedOnce() throws Exception {
        long id = files(1).get(0);
        platform.simulator.faults().on(IMPORT).always().delay(Duration.ofMillis(200));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // looks that begin before, while and after the call is out
            long looks = platform.calls(LIST);
            all.addAll(each("pan123:transcodeImport", List.of(id)));
            await().until(() -> platform.calls(LIST) > looks);
        }
        all.forEach(exchange -> assertThat(failure(exchange)).isNull());
        assertThat(platform.calls(IMPORT)).isOne();
        assertThat(platform.simulator.drive().videos()).hasSize(1);
    }

    @Test
    void anImportWhoseAnswerIsLostIsNotMadeAgain() throws Exception {
        long id = files(1).get(0);
        platform.simulator.faults().on(IMPORT).cutAfter();
        assertThat(failure(each("pan123:transcodeImport", List.of(id)).get(0)))
                .isInstanceOf(Pan123UnreachableException.class);
        assertThat(failure(each("pan123:transcodeImport", List.of(id)).get(0))).isNull();
        assertThat(platform.simulator.drive().videos()).hasSize(1);
        assertThat(platform.simulator.figures().requests(IMPORT)).hasSize(1);
    }

    @Test
    void aLoneDeletionWaitsForNobody() throws Exception {
        List<Long> ids = files(HUNDRED);
        platform.template.requestBody("pan123:userInfo", (Object) null);
        long patience = TimeUnit.MILLISECONDS.toNanos(50);
        long shortest = Long.MAX_VALUE;
        // one that waited for others could never be quicker than that; on a busy machine most are slow without waiting
        for (int i = 0; i < ids.size() && shortest >= patience; i++) {
            long begin = System.nanoTime();
            assertThat(failure(each("pan123:delete", List.of(ids.get(i))).get(0)))
                    .isNull();
            shortest = Math.min(shortest, System.nanoTime() - begin);
        }
        assertThat(shortest).isLessThan(patience);
    }
}
