package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Several nodes consume the same source with one repository. The server counts how often each piece is worked on. */
@EnabledIfSystemProperty(named = "pan123.cluster-proof", matches = "true")
class SharedWorkIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.cluster-proof");
    private static final int PIECES = PROOF ? 400 : 60;
    private static final int NODES = 3;
    /** Longer than the test. */
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Renewed each second. */
    private static final Duration LEASE = Duration.ofSeconds(15);
    /** Not renewed, so everything up to the kill has to fit into it. */
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final String LIST = "/api/v2/file/list";

    @TempDir
    Path folder;

    private Pan123Simulator simulator;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        simulator = Pan123Simulator.builder().limits(false).start();
        open.add(simulator);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private void addPieces(String consumer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (consumer.equals("files")) {
                simulator.drive().addFile("/in/" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
            } else {
                simulator.drive().addFinishedTranscode(i + ".mp4", new byte[] {1}, "480p");
            }
        }
    }

    private static String uri(String consumer, String more) {
        return (consumer.equals("files") ? "pan123:listFiles?path=/in&" : "pan123:transcodeResult?")
                + "initialDelay=0&delay=500&idempotentRepository=#seen&idempotentEager=true" + more;
    }

    private List<String> platform() {
        return List.of(simulator.baseUrl(), simulator.clientId(), simulator.clientSecret());
    }

    /** How often each piece was worked on, as the server saw it. */
    private Map<String, Long> worked(String consumer) {
        String path = consumer.equals("files") ? "/api/v1/file/download_info" : "/api/v1/transcode/video/record";
        return simulator.figures().requests(path).stream()
                .collect(Collectors.groupingBy(request -> request.query() + request.body(), Collectors.counting()));
    }

    private void awaitEachOnce(String consumer, int pieces) {
        await().atMost(MOST).until(() -> worked(consumer).size() == pieces);
        // whatever came again would come now
        awaitLists();
        assertThat(worked(consumer))
                .hasSize(pieces)
                .allSatisfy((piece, times) -> assertThat(times).as(piece).isOne());
    }

    private void awaitLists() {
        long lists = simulator.figures().calls(LIST);
        await().atMost(MOST).until(() -> simulator.figures().calls(LIST) >= lists + 10L * NODES);
    }

    private SharedRepository repository(String kind, Duration lease) throws Exception {
        SharedRepository repository = SharedRepository.start(kind, NODES, lease, folder);
        open.add(repository);
        return repository;
    }

    @ParameterizedTest
    @CsvSource({
        "h2,files",
        "h2,transcodes",
        "postgres,files",
        "postgres,transcodes",
        "hazelcast,files",
        "hazelcast,transcodes"
    })
    void eachPieceIsWorkedOnOnceByOneOfTheNodes(String kind, String consumer) throws Exception {
        SharedRepository repository = repository(kind, LONG);
        addPieces(consumer, 0, PIECES);
        CountDownLatch allWork = new CountDownLatch(NODES);
        List<AtomicInteger> shares = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            AtomicInteger mine = new AtomicInteger();
            shares.add(mine);
            open.add(ConsumerNode.start(platform(), i, repository.arguments(), uri(consumer, ""), exchange -> {
                if (mine.incrementAndGet() == 1) {
                    // a node that got nothing would let the others wait
                    allWork.countDown();
                    allWork.await();
                }
            }));
        }
        awaitEachOnce(consumer, PIECES);
        System.out.println(kind + ", " + consumer + ": shares " + shares);
        assertThat(shares.stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(PIECES);
    }

    static List<String[]> kills() {
        List<String[]> cases = new ArrayList<>(List.of(
                new String[] {"h2", "files", "none"},
                new String[] {"postgres", "transcodes", "trash"},
                new String[] {"hazelcast", "files", "none"}));
        if (PROOF) {
            cases.addAll(List.of(
                    new String[] {"h2", "files", "trash"},
                    new String[] {"h2", "transcodes", "none"},
                    new String[] {"postgres", "files", "none"},
                    new String[] {"hazelcast", "transcodes", "trash"}));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("kills")
    void whatAKilledProcessHadInHandIsWorkedOnByAnotherAfterTheLease(String kind, String consumer, String afterRead)
            throws Exception {
        SharedRepository repository = repository(kind, kind.equals("hazelcast") ? TIME_TO_LIVE : LEASE);
        int before = 5;
        addPieces(consumer, 0, before + 1);
        String uri = uri(consumer, "&afterRead=" + afterRead);
        NodeOutput killed = process(0, repository, uri, before + 1);
        await().atMost(MOST).until(() -> killed.count("holds") == 1);
        addPieces(consumer, before + 1, PIECES);
        List<NodeOutput> others = new ArrayList<>();
        for (int i = 1; i < NODES; i++) {
            others.add(process(i, repository, uri, 0));
        }
        // what it holds is the only piece that nobody else works on
        await().atMost(MOST)
                .until(() -> worked(consumer).size() == PIECES - 1
                        && others.stream().allMatch(node -> node.count("does") > 0));
        awaitLists();
        assertThat(worked(consumer)).hasSize(PIECES - 1);
        assertThat(killed.process.isAlive()).isTrue();
        killed.close();

        awaitEachOnce(consumer, PIECES);
        assertThat(killed.count("does")).isEqualTo(before);
        assertThat(others.stream().mapToLong(node -> node.count("does")).sum()).isEqualTo(PIECES - before);
        if (afterRead.equals("trash")) {
            await().atMost(MOST).until(() -> simulator.drive().videos().isEmpty());
            await().atMost(MOST)
                    .until(() -> !consumer.equals("files")
                            || simulator.drive().list("/in").isEmpty());
        }
    }

    /** A process, and what it has said. */
    private static final class NodeOutput implements AutoCloseable {
        private final Process process;
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean ended = new AtomicBoolean();

        NodeOutput(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read, "output of a node");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // it was killed
            } finally {
                ended.set(true);
            }
        }

        long count(String what) {
            return lines.stream().filter(line -> line.startsWith(what + " ")).count();
        }

        @Override
        public void close() throws Exception {
            process.destroyForcibly().waitFor();
            await().untilTrue(ended);
        }
    }

    private NodeOutput process(int number, SharedRepository repository, String uri, int stays) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ConsumerNode.class.getName()));
        command.addAll(platform());
        command.addAll(List.of(Integer.toString(number), uri, Integer.toString(stays)));
        command.addAll(repository.arguments());
        NodeOutput node = new NodeOutput(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        open.add(node);
        return node;
    }

    @Test
    void withAMasterOneNodePollsAndAnotherGoesOnWhenItStops() throws Exception {
        SharedRepository repository = repository("hazelcast", LONG);
        addPieces("files", 0, PIECES);
        List<ConsumerNode> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            // the page size tells the server which node asks
            String uri = "master:work:" + uri("files", "&pageSize=" + (20 + i));
            nodes.add(ConsumerNode.start(
                    platform(), i, repository.arguments(), uri, exchange -> {}, context -> addClusterService(context)));
        }
        open.addAll(nodes);
        awaitEachOnce("files", PIECES);
        List<String> asked = askedWith();
        assertThat(asked).hasSize(1);
        int leader = Integer.parseInt(asked.get(0)) - 20;
        nodes.get(leader).close();
        open.remove(nodes.get(leader));
        addPieces("files", PIECES, 2 * PIECES);
        awaitEachOnce("files", 2 * PIECES);
        assertThat(askedWith()).hasSize(2);
    }

    private void addClusterService(org.apache.camel.CamelContext context) {
        FileLockClusterService service = new FileLockClusterService();
        service.setRoot(folder.resolve("lock").toString());
        service.setAcquireLockDelay(100);
        service.setAcquireLockDelayUnit(java.util.concurrent.TimeUnit.MILLISECONDS);
        service.setAcquireLockInterval(100);
        service.setAcquireLockIntervalUnit(java.util.concurrent.TimeUnit.MILLISECONDS);
        try {
            context.addService(service);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page sizes that the folder was listed with. */
    private List<String> askedWith() {
        return simulator.figures().requests(LIST).stream()
                .map(RequestRecord::query)
                .map(query -> query.replaceAll(".*limit=(\\d+).*", "$1"))
                .filter(limit -> limit.matches("2\\d"))
                .distinct()
                .toList();
    }
}
