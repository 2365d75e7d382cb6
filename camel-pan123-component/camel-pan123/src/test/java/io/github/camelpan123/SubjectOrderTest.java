package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.MessageContract.Candidate;
import io.github.camelpan123.MessageContract.Kind;
import io.github.camelpan123.MessageContract.Subjected;
import io.github.camelpan123.MessageContract.Transport;
import io.github.camelpan123.operation.ResultHeader;
import io.github.camelpan123.simulator.drive.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which file an operation works on: an Override header says it, else an option, else the body, else the result header
 * that the step before wrote. The same for every operation, behind everything that can come before it.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // each has a platform of its own and waits for it
@Order(1) // it lasts long
class SubjectOrderTest {

    private MessageContract contract;

    @BeforeEach
    void start() throws Exception {
        contract = new MessageContract();
    }

    @AfterEach
    void stop() {
        contract.close();
    }

    static List<Subjected> operations() {
        return MessageContract.SUBJECTED;
    }

    @Test
    void everyOperationIsInTheTable() {
        Set<String> all =
                Arrays.stream(Pan123Operation.values()).map(Enum::name).collect(Collectors.toSet());
        Set<String> named =
                MessageContract.SUBJECTED.stream().map(Subjected::name).collect(Collectors.toSet());
        named.addAll(MessageContract.OTHERS);
        assertThat(named).isEqualTo(all);
    }

    private enum Body {
        NONE,
        CONTENT,
        ANOTHER,
        THE_SAME_AS_THE_OPTION
    }

    /** What is said, and by whom. */
    private record Case(boolean header, boolean option, Body body, boolean resultHeader, Transport transport) {

        static List<Case> all() {
            List<Case> all = new ArrayList<>();
            for (Transport transport : Transport.values()) {
                for (Body body : Body.values()) {
                    for (int bits = 0; bits < 8; bits++) {
                        if (!transport.heard() && (bits & 5) != 5) {
                            // there have to be headers, so that they can be lost
                            continue;
                        }
                        all.add(new Case((bits & 1) != 0, (bits & 2) != 0, body, (bits & 4) != 0, transport));
                    }
                }
            }
            return all;
        }
    }

    private static final Long REFUSED = -1L;
    private static final Executor THREADS = command -> new Thread(command, "subject order").start();

    @ParameterizedTest
    @MethodSource("operations")
    void anOverrideWinsOverAnOptionOverTheBodyOverAFact(Subjected operation) throws Exception {
        int number = 0;
        for (Case one : Case.all()) {
            number++;
            Candidate inHeader = contract.candidate(operation.kind(), "h");
            Candidate inOption = contract.candidate(operation.kind(), "o");
            Candidate inBody = contract.candidate(operation.kind(), "b");
            Candidate inResultHeader = contract.candidate(operation.kind(), "f");
            Map<String, Object> headers = MessageContract.staleResultHeaders();
            if (one.header()) {
                headers.putAll(MessageContract.header(inHeader, number / 2));
            }
            if (one.resultHeader()) {
                headers.put(Pan123Constants.FILE_ID, inResultHeader.id());
            }
            Object body =
                    switch (one.body()) {
                        case NONE -> null;
                        case CONTENT -> contract.content(number);
                        case ANOTHER -> contract.naming(inBody, number);
                        case THE_SAME_AS_THE_OPTION -> contract.naming(inOption, number);
                    };
            String uri = operation.uri(one.option() ? MessageContract.option(inOption, number) : "");

            long newest = contract.newest();
            Exchange done = contract.send(uri, body, headers, one.transport());

            boolean heard = one.transport().heard();
            Long expected;
            if (one.header() && heard) {
                expected = inHeader.id();
            } else if (one.option()) {
                expected = operation.careful() && one.body() == Body.ANOTHER ? REFUSED : inOption.id();
            } else if (one.body() == Body.ANOTHER) {
                expected = inBody.id();
            } else if (one.body() == Body.THE_SAME_AS_THE_OPTION) {
                expected = inOption.id();
            } else {
                expected = one.resultHeader() && heard ? inResultHeader.id() : REFUSED;
            }
            String what = uri + " " + one + " " + body;
            assertAsked(what, newest, expected, inHeader, inOption, inBody, inResultHeader);
            if (expected.equals(REFUSED)) {
                assertThat(done.getException()).as(what).isInstanceOf(IllegalArgumentException.class);
                // all but those about an earlier failure
                headers.remove(Pan123Constants.ERROR_CODE);
                headers.remove(Pan123Constants.TRACE_ID);
                assertThat(done.getMessage().getHeaders())
                        .as(what)
                        .hasSize(one.transport() == Transport.HEADERS_GONE ? 0 : headers.size());
                assertThat(done.getMessage().getBody()).as(what).isSameAs(body);
            } else {
                assertThat(done.getException()).as(what).isNull();
                assertThat(done.getMessage().getHeaders()).as(what).doesNotContainValue(MessageContract.STALE);
                // a blank one is not read
                assertThat(done.getMessage().getHeaders()).as(what).noneSatisfy((name, value) -> {
                    assertThat(name).startsWith("CamelPan123Override");
                    assertThat(value).isNotEqualTo(" ");
                });
            }
        }
        assertThat(number).isEqualTo(112);
    }

    private void assertAsked(String what, long newest, Long expected, Candidate... candidates) {
        Long[] ids = Arrays.stream(candidates).map(Candidate::id).toArray(Long[]::new);
        if (expected.equals(REFUSED) && what.contains("path=")) {
            // whether a path and another way name one file is seen when it is looked up, and then nothing may be done
            assertThat(contract.doneAfter(newest, ids)).as(what).isEmpty();
        } else if (expected.equals(REFUSED)) {
            assertThat(contract.askedAfter(newest, ids)).as(what).isEmpty();
        } else {
            assertThat(contract.askedAfter(newest, ids)).as(what).isEqualTo(Set.of(expected));
        }
    }

    /**
     * A step that comes before, and what it leaves on the message.
     *
     * @param left the file that its body names, or its result header when the body is none or content; null when the
     *     body is another object
     */
    private record Before(String uri, Object body, Left kind, Function<MessageContract, Long> left) {

        @Override
        public String toString() {
            return uri;
        }
    }

    private enum Left {
        /** The body names a file. */
        NAMED,
        /** The body is none, or content, and the result header names a file. */
        RESULT_HEADER,
        /** The body is something else. */
        OTHER
    }

    private static Entry lastVideo(MessageContract contract) {
        List<Entry> videos = contract.drive.videos();
        return videos.get(videos.size() - 1);
    }

    private Before before(String operation, int number) {
        String name = "p" + number;
        Candidate file = contract.candidate(Kind.FILE, name);
        Candidate video = contract.candidate(Kind.VIDEO, name);
        Candidate folder = contract.candidate(Kind.FOLDER, name);
        Function<MessageContract, Long> ofFile = any -> file.id();
        Function<MessageContract, Long> ofVideo = any -> video.id();
        Function<MessageContract, Long> imported = any -> lastVideo(contract).id();
        String onFile = operation + "?fileId=" + file.id();
        String onVideo = operation + "?fileId=" + video.id();
        return switch (operation) {
            case "userInfo", "listFiles", "listShares" -> new Before(operation, null, Left.OTHER, null);
            case "estimate" -> new Before(operation, Map.of("deletes", 1), Left.OTHER, null);
            case "getFile", "download" -> new Before(onFile, null, Left.NAMED, ofFile);
            case "createDirectory" ->
                new Before(operation + "?path=/made" + name, null, Left.NAMED, any -> contract.drive
                        .find("/made" + name)
                        .orElseThrow()
                        .id());
            case "rename" -> new Before(onFile + "&newName=new" + name, null, Left.RESULT_HEADER, ofFile);
            case "move" -> new Before(onFile + "&targetParentFileId=0", null, Left.RESULT_HEADER, ofFile);
            case "copy" ->
                new Before(onFile + "&targetParentFileId=0", null, Left.NAMED, any -> contract.drive
                        .find("/" + file.name())
                        .orElseThrow()
                        .id());
            case "trash", "delete" -> new Before(onFile, null, Left.RESULT_HEADER, ofFile);
            case "enableDirectLink", "disableDirectLink" ->
                new Before(operation + "?fileId=" + folder.id(), null, Left.RESULT_HEADER, any -> folder.id());
            case "recover" -> {
                contract.drive.trash(file.path());
                yield new Before(onFile, null, Left.RESULT_HEADER, ofFile);
            }
            case "upload" ->
                new Before(operation + "?fileName=up" + name, new byte[] {1}, Left.NAMED, any -> contract.drive
                        .find("/up" + name)
                        .orElseThrow()
                        .id());
            case "downloadUrl", "share" ->
                new Before(onFile + (operation.equals("share") ? "&shareName=s" : ""), null, Left.OTHER, null);
            case "directLink" -> {
                contract.platform.template.sendBody("pan123:enableDirectLink?path=" + file.folder(), null);
                yield new Before(onFile, null, Left.OTHER, null);
            }
            case "transcodeSpace" ->
                new Before(
                        operation, null, Left.NAMED, any -> lastVideo(contract).parentId());
            case "transcodeImport", "transcode" -> new Before(onFile, null, Left.NAMED, imported);
            case "transcodeResolutions", "transcodeStart", "transcodeResult", "transcodeRecord" ->
                new Before(onVideo, null, Left.NAMED, ofVideo);
            case "transcodeDelete" -> new Before(onVideo, null, Left.RESULT_HEADER, ofVideo);
            case "transcodeDownload" ->
                new Before(
                        onVideo + (number % 2 == 0 ? "&artifact=m3u8&resolution=720P" : ""),
                        null,
                        Left.RESULT_HEADER,
                        ofVideo);
            case "offlineDownload" -> new Before(operation, "https://example.com/" + name, Left.OTHER, null);
            case "offlineDownloadStatus" ->
                new Before(
                        operation,
                        contract.platform.template.requestBody("pan123:offlineDownload", "https://example.com/" + name),
                        Left.OTHER,
                        null);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** Whoever says which file the step behind works on, if somebody does. */
    private enum Says {
        NOBODY,
        OPTION,
        HEADER
    }

    private static Long expected(Subjected operation, Says says, Left left, Long before, Long inOption, Long inHeader) {
        return switch (says) {
            case HEADER -> inHeader;
            case OPTION -> operation.careful() && left != Left.RESULT_HEADER ? REFUSED : inOption;
            case NOBODY -> left == Left.OTHER ? REFUSED : before;
        };
    }

    /** Their results are new, so what the transcode space knows nothing of is asked for again for some seconds. */
    private static final Set<Pan123Operation> MAKERS =
            Set.of(Pan123Operation.createDirectory, Pan123Operation.copy, Pan123Operation.upload);

    @ParameterizedTest
    @MethodSource("operations")
    void behindEachProducer(Subjected operation) throws Exception {
        contract.platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:pair")
                        .toD("pan123:${exchangeProperty.first}")
                        .process(exchange -> {
                            Before before = exchange.getProperty("before", Before.class);
                            exchange.setProperty(
                                    "left",
                                    before.left() == null
                                            ? REFUSED
                                            : before.left().apply(contract));
                            exchange.setProperty("newest", contract.newest());
                            exchange.getProperty("headers", Map.class).forEach((name, value) -> exchange.getMessage()
                                    .setHeader(name.toString(), value));
                        })
                        .toD("${exchangeProperty.second}");
            }
        });
        int number = 0;
        List<CompletableFuture<Runnable>> waiting = new ArrayList<>();
        for (Pan123Operation first : Pan123Operation.values()) {
            for (Says says : Says.values()) {
                number++;
                if (says == Says.HEADER && (first.ordinal() + operation.name().length()) % 4 != 0) {
                    // that a header wins depends on nothing that a body says
                    continue;
                }
                Supplier<Runnable> pair = pair(first, operation, says, number);
                if (says == Says.NOBODY && operation.kind() == Kind.VIDEO && MAKERS.contains(first)) {
                    waiting.add(CompletableFuture.supplyAsync(pair, THREADS));
                } else {
                    pair.get().run();
                }
            }
        }
        waiting.forEach(each -> each.join().run());
    }

    /** Sends through both when it is asked for, and returns what there is to assert of it. */
    private Supplier<Runnable> pair(Pan123Operation first, Subjected operation, Says says, int number) {
        Before before = before(first.name(), number);
        Candidate inHeader = contract.candidate(operation.kind(), "h");
        Candidate inOption = contract.candidate(operation.kind(), "o");
        String second = operation.uri(says == Says.NOBODY ? "" : MessageContract.option(inOption, number));
        Map<String, Object> headers = says == Says.HEADER ? MessageContract.header(inHeader, number) : Map.of();
        return () -> {
            Exchange done = contract.platform.template.send("direct:pair", exchange -> {
                exchange.setProperty("before", before);
                exchange.setProperty("first", before.uri());
                exchange.setProperty("second", second);
                exchange.setProperty("headers", headers);
                exchange.getMessage().setBody(before.body());
            });
            return () -> {
                String what = before + " → " + second + " " + headers;
                Long left = done.getProperty("left", Long.class);
                assertThat(left).as(what + ": " + done.getException()).isNotNull();
                Long expected = expected(operation, says, before.kind(), left, inOption.id(), inHeader.id());
                assertAsked(
                        what,
                        done.getProperty("newest", Long.class),
                        expected,
                        inHeader,
                        inOption,
                        // to import something means to look at the folder of the space
                        left.equals(REFUSED) || first == Pan123Operation.transcodeSpace && !left.equals(expected)
                                ? inHeader
                                : new Candidate(left, null));
                if (expected.equals(REFUSED)) {
                    assertThat(done.getException()).as(what).isInstanceOf(IllegalArgumentException.class);
                }
            };
        };
    }

    /** How a consumed message is changed before the operation. */
    private static final List<String> CHANGES = List.of("as it is", "content", "text headers", "headers gone");

    private static Stream<String> consumers() {
        return Stream.of("listFiles", "transcodeResult", "transcodeResult of a video", "pollEnrich");
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void behindEachConsumer(String consumer) throws Exception {
        int number = 0;
        for (Subjected operation : operations()) {
            for (String change : CHANGES) {
                for (Says says : change.equals("as it is") ? Says.values() : new Says[] {Says.NOBODY}) {
                    number++;
                    boolean files = consumer.equals("listFiles") || consumer.equals("pollEnrich");
                    Candidate consumed = contract.candidate(files ? Kind.FILE : Kind.VIDEO, "c");
                    Candidate inHeader = contract.candidate(operation.kind(), "h");
                    Candidate inOption = contract.candidate(operation.kind(), "o");
                    String second = operation.uri(says == Says.NOBODY ? "" : MessageContract.option(inOption, number));
                    Map<String, Object> headers =
                            says == Says.HEADER ? MessageContract.header(inHeader, number) : Map.of();
                    Optional<Throwable> failure = consume(consumer, consumed, change, headers, second, number);
                    String what = consumer + " " + change + " → " + second + " " + headers;
                    boolean resultHeader = change.equals("content");
                    Left left = resultHeader ? Left.RESULT_HEADER : Left.NAMED;
                    Long expected = expected(operation, says, left, consumed.id(), inOption.id(), inHeader.id());
                    assertAsked(what, contract.marked(), expected, consumed, inHeader, inOption);
                    if (expected.equals(REFUSED)) {
                        assertThat(failure).as(what).get().isInstanceOf(IllegalArgumentException.class);
                    }
                }
            }
        }
    }

    private Optional<Throwable> consume(
            String consumer, Candidate consumed, String change, Map<String, Object> headers, String second, int number)
            throws Exception {
        String from =
                switch (consumer) {
                    case "listFiles", "pollEnrich" -> "pan123:listFiles?path=" + consumed.folder();
                    case "transcodeResult" -> "pan123:transcodeResult?fileId=" + consumed.id();
                    default -> "pan123:transcodeResult?grouping=video&fileId=" + consumed.id();
                };
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        CountDownLatch done = new CountDownLatch(1);
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                ProcessorDefinition<?> route = consumer.equals("pollEnrich")
                        ? from("direct:enrich" + number)
                                .routeId("case" + number)
                                .pollEnrich(from + "&initialDelay=0&delay=3600000", 20_000)
                        : from(from + "&initialDelay=0&delay=3600000").routeId("case" + number);
                route.process(exchange -> {
                            switch (change) {
                                case "content" -> exchange.getMessage().setBody(contract.content(number));
                                case "text headers" -> Transport.HEADERS_AS_TEXT.carry(exchange.getMessage());
                                case "headers gone" -> Transport.HEADERS_GONE.carry(exchange.getMessage());
                                default -> {}
                            }
                            exchange.getMessage().getHeaders().putAll(headers);
                            contract.mark();
                        })
                        .doTry()
                        .to(second)
                        .doCatch(Exception.class)
                        .process(exchange -> failure.set(
                                Optional.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))))
                        .doFinally()
                        .process(exchange -> done.countDown())
                        .end();
            }
        };
        contract.platform.routes(routes);
        if (consumer.equals("pollEnrich")) {
            contract.platform.template.send("direct:enrich" + number, exchange -> {});
        }
        assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
        contract.platform.context.getRouteController().stopRoute("case" + number);
        contract.platform.context.removeRoute("case" + number);
        return failure.get();
    }

    /**
     * Several messages that become others on their way.
     *
     * @param several whether the operation is asked for both files at once
     */
    private record Shape(String name, boolean several, UnaryOperator<ProcessorDefinition<?>> steps) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Each is given a list of two entries, and leads to the operation once for each, or once for both. */
    private static List<Shape> shapes() {
        AggregationStrategy exchanges = AggregationStrategies.groupedExchange();
        AggregationStrategy bodies =
                AggregationStrategies.flexible(Object.class).accumulateInCollection(ArrayList.class);
        return List.of(
                new Shape("split", false, route -> route.split().body()),
                new Shape("split through seda", false, route -> {
                    return route.split().body().to("seda:next?waitForTaskToComplete=Always");
                }),
                new Shape("list", true, route -> route),
                new Shape("split and aggregate of exchanges", true, route -> route.split(Builder.body(), exchanges)
                        .process(e -> {})
                        .end()),
                new Shape("aggregate of exchanges of content", true, route -> route.split(Builder.body(), exchanges)
                        .process(exchange -> {
                            exchange.getMessage()
                                    .setHeader(
                                            Pan123Constants.FILE_ID,
                                            exchange.getMessage().getBody());
                            exchange.getMessage().setBody(new byte[] {1});
                        })
                        .end()),
                new Shape("aggregate of bodies", true, route -> route.split(Builder.body(), bodies)
                        .process(e -> {})
                        .end()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void behindWhatMakesOtherMessages(Shape shape) throws Exception {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        contract.platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:next").to("direct:operation");
                from("direct:operation")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .toD("${variable.global:second}")
                        .doCatch(Exception.class)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                        .end();
                ProcessorDefinition<?> route = shape.steps().apply(from("direct:shape"));
                if (!shape.name().equals("split through seda")) {
                    route.to("direct:operation");
                }
            }
        });
        for (Subjected operation : operations()) {
            for (boolean resultHeader : List.of(true, false)) {
                failures.clear();
                Candidate one = contract.candidate(operation.kind(), "1");
                Candidate two = contract.candidate(operation.kind(), "2");
                Candidate stale = contract.candidate(operation.kind(), "s");
                contract.platform.context.setVariable("second", operation.uri());
                contract.mark();
                Map<String, Object> headers = new HashMap<>(MessageContract.staleResultHeaders());
                if (resultHeader) {
                    headers.put(Pan123Constants.FILE_ID, stale.id());
                }
                Exchange done = contract.send("direct:shape", List.of(one.id(), two.id()), headers, Transport.AS_IT_IS);
                String what = shape + " → " + operation;
                assertThat(done.getException()).as(what).isNull();
                if (shape.several() && !operation.several()) {
                    assertThat(contract.asked(one.id(), two.id(), stale.id()))
                            .as(what)
                            .isEmpty();
                    assertThat(failures).as(what).singleElement().isInstanceOf(IllegalArgumentException.class);
                } else {
                    assertThat(contract.asked(one.id(), two.id(), stale.id()))
                            .as(what)
                            .isEqualTo(new TreeSet<>(Set.of(one.id(), two.id())));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachBranchOfAMulticastHasItsOwnHeaders(Subjected operation) throws Exception {
        Candidate given = contract.candidate(operation.kind(), "g");
        Candidate first = contract.candidate(operation.kind(), "1");
        Candidate second = contract.candidate(operation.kind(), "2");
        List<Set<Long>> asked = Collections.synchronizedList(new ArrayList<>());
        contract.platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .multicast()
                        .to("direct:one", "direct:two", "direct:three")
                        .end();
                from("direct:one")
                        .setHeader(Pan123Constants.OVERRIDE_FILE_ID, constant(first.id()))
                        .to("direct:operation");
                from("direct:two")
                        .setHeader(Pan123Constants.OVERRIDE_FILE_ID, constant(second.id()))
                        .to("direct:operation");
                from("direct:three").to("direct:operation");
                from("direct:operation")
                        .process(exchange -> contract.mark())
                        .to(operation.uri())
                        .process(exchange -> asked.add(contract.asked(given.id(), first.id(), second.id())));
            }
        });
        Map<String, Object> headers = Map.of(Pan123Constants.FILE_ID, given.id());
        Exchange done = contract.send("direct:in", null, headers, Transport.AS_IT_IS);
        assertThat(done.getException()).isNull();
        assertThat(asked).containsExactly(Set.of(first.id()), Set.of(second.id()), Set.of(given.id()));
    }

    @Test
    void noHeaderIsBothASettingAndAFact() {
        assertThat(ResultHeader.values())
                .extracting(ResultHeader::header)
                .noneMatch(header -> header.startsWith("CamelPan123Override"));
    }
}
