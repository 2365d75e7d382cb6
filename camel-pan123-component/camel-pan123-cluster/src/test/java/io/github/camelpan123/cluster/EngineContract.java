package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.ratelimit.Rate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What every engine has to do. */
abstract class EngineContract {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Of which the first call of one a second takes seven, see the page. */
    private static final Duration LENGTH = Duration.ofSeconds(15);

    private static final boolean CLUSTER_PROOF = Boolean.getBoolean("pan123.cluster-proof");
    private static final Duration SHARED = Duration.ofSeconds(CLUSTER_PROOF ? 60 : 10);
    /** In a few seconds, a node has only a few calls of three a second. */
    private static final double LARGEST_DIFFERENCE = CLUSTER_PROOF ? 0.2 : 0.5;

    private final List<Engine> open = new ArrayList<>();
    private final String key = "test:" + UUID.randomUUID();

    /** Opens the engine as one more node. */
    abstract Engine open() throws Exception;

    private Engine engine() throws Exception {
        Engine engine = open();
        open.add(engine);
        await().ignoreExceptions().until(() -> {
            get(engine.refresh());
            return true;
        });
        return engine;
    }

    static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(2, TimeUnit.MINUTES);
    }

    @AfterEach
    void close() {
        open.forEach(Engine::close);
    }

    @Test
    void aTimeLineIsMissingUntilItIsCreatedAndHasNoMoreThanItsTime() throws Exception {
        Engine engine = engine();
        assertThatThrownBy(() -> get(engine.take(key, 1, false)))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(Engine.MissingException.class);
        long first = get(engine.take(key, 100_000_000, true));
        long second = get(engine().take(key, 10_000_000, false));
        // a minute passes on no machine between two lines
        assertThat(first).isBetween(99 * SECOND, 101 * SECOND);
        assertThat(second).isBetween(50 * SECOND, 111 * SECOND);
    }

    @Test
    void onlyWhoKnowsTheValueReplacesIt() throws Exception {
        Engine engine = engine();
        byte[] one = bytes("one\nline");
        byte[] two = bytes("two");
        assertThat(get(engine.read(key))).isEmpty();
        assertThat(get(engine.replace(key, two, one))).isFalse();
        assertThat(get(engine.replace(key, null, one))).isTrue();
        assertThat(get(engine.replace(key, null, two))).isFalse();
        assertThat(get(engine.replace(key, two, two))).isFalse();
        Engine other = engine();
        assertThat(get(other.read(key)))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(one));
        assertThat(get(other.replace(key, one, two))).isTrue();
        assertThat(get(engine.read(key)))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(two));
        assertThat(get(engine.replace(key, one, null))).isFalse();
        assertThat(get(engine.replace(key, two, null))).isTrue();
        assertThat(get(engine.replace(key, two, null))).isFalse();
        assertThat(get(other.read(key))).isEmpty();
    }

    @Test
    void ofManyOneReplaces() throws Exception {
        List<Engine> nodes = List.of(engine(), engine(), engine());
        byte[] before = null;
        for (int round = 0; round < 10; round++) {
            byte[] expected = before;
            String name = "round " + round + " of ";
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 9)
                    .mapToObj(i -> nodes.get(i % 3).replace(key, expected, bytes(name + i)))
                    .toList();
            int replaced = 0;
            for (CompletableFuture<Boolean> one : all) {
                replaced += get(one) ? 1 : 0;
            }
            assertThat(replaced).isOne();
            before = get(nodes.get(0).read(key)).orElseThrow();
        }
    }

    @Test
    void threeLoginsAreFreeAndOneThatIsGivenBackIsOneMore() throws Exception {
        Engine engine = engine();
        for (int i = 0; i < 3; i++) {
            assertThat(get(engine.takeLogin(key))).isTrue();
        }
        assertThat(get(engine().takeLogin(key))).isFalse();
        get(engine.returnLogin(key));
        assertThat(get(engine.takeLogin(key))).isTrue();
    }

    /** The platform's rule, by the clock of this JVM, for four nodes that always have calls waiting. */
    @Test
    void noPeriodHasTooManyCallsAndTheLimitIsUsed() throws Exception {
        Map<String, Rate> limits = new LinkedHashMap<>();
        for (int number : new int[] {1, 3, 10, 20, 50}) {
            limits.put(Integer.toString(number), new Rate(number, Duration.ofSeconds(1)));
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(new Node(open()));
        }
        Map<String, List<List<Long>>> times = new LinkedHashMap<>();
        limits.forEach((name, rate) -> times.put(
                name,
                nodes.stream()
                        .map(node -> node.call(key + name, Node.pace(rate, 4), rate.permits()))
                        .toList()));
        await().pollDelay(LENGTH).atMost(LENGTH.multipliedBy(2)).until(() -> true);
        nodes.forEach(Node::close);
        limits.forEach((name, rate) -> {
            List<Long> all = new ArrayList<>();
            times.get(name).forEach(all::addAll);
            String figures = String.format(
                    "%s: %s of %d, %.1f %% used, nodes %s, expired %s",
                    getClass().getSimpleName(),
                    Judge.fullest(all, rate.period()),
                    rate.permits(),
                    100 * Judge.used(all, rate.permits()),
                    times.get(name).stream().map(List::size).toList(),
                    nodes.stream().map(node -> node.expired.get()).toList());
            System.out.println(figures);
            assertThat(Judge.fullest(all, rate.period())).as(figures).isLessThanOrEqualTo(rate.permits());
            // 90 % are possible; what a busy machine makes expire is lost and not exceeded
            assertThat(all.size()).as(figures).isGreaterThan((int) (rate.permits() * LENGTH.toSeconds() / 3));
            assertThat(Judge.used(all, rate.permits())).as(figures).isGreaterThan(0.8);
        });
    }

    /** A minute with {@code pan123.cluster-proof}; without it, a few seconds. */
    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void inAMinuteOfEqualLoadEachNodeGetsItsPart() throws Exception {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(new Node(open()));
        }
        Map<Integer, List<List<Long>>> times = new LinkedHashMap<>();
        for (int permits : new int[] {3, 5, 10, 20}) {
            Pace pace = Node.pace(new Rate(permits, Duration.ofSeconds(1)), nodes.size());
            times.put(
                    permits,
                    nodes.stream()
                            .map(node -> node.call(key + permits, pace, permits))
                            .toList());
        }
        await().until(() -> times.values().stream().flatMap(List::stream).noneMatch(List::isEmpty));
        long from = System.nanoTime();
        await().pollDelay(SHARED).atMost(SHARED.multipliedBy(2)).until(() -> true);
        long to = System.nanoTime();
        nodes.forEach(Node::close);
        times.forEach((permits, each) -> {
            List<Long> calls =
                    each.stream().map(own -> Judge.between(own, from, to)).toList();
            String figures = getClass().getSimpleName() + ": of " + permits + " a second, by nodes " + calls;
            System.out.println(figures);
            double equal = calls.stream().mapToLong(Long::longValue).average().orElseThrow();
            assertThat(calls).as(figures).allSatisfy(own -> assertThat(own / equal)
                    .isBetween(1 - LARGEST_DIFFERENCE, 1 + LARGEST_DIFFERENCE));
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
