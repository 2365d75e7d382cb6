package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.ExchangeProcess;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Four nodes in processes of their own, whose exchanges create one folder each. */
final class ExchangingNodes implements AutoCloseable {

    static final boolean CLUSTER_PROOF = Boolean.getBoolean("pan123.cluster-proof");
    /** In the full figures the default. Without them, more than a busy machine delays a call on its way. */
    private static final String SLACK_MILLIS = CLUSTER_PROOF ? "110" : "500";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern SAID = Pattern.compile("sent (\\d+), created (\\d+), failures \\{}, clock \\S+");

    private final Pan123Simulator simulator =
            Pan123Simulator.builder().tier(Tier.VIP).start();
    private final NodeProcesses nodes = new NodeProcesses();
    private final String type;
    private final EngineOfTest engine;
    private final List<String> names = new ArrayList<>();

    ExchangingNodes(String type) throws Exception {
        this.type = type;
        this.engine = EngineOfTest.open(type);
    }

    void start(Map<String, String> environment) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(SLACK_MILLIS));
        arguments.addAll(engine.arguments(names.size()));
        nodes.start(ExchangeProcess.class, environment, simulator, "vip", type, arguments);
        names.add(nodes.pid(names.size()) + "-");
    }

    void go() throws Exception {
        nodes.go();
    }

    void signal(int node, String name) throws Exception {
        nodes.signal(node, name);
    }

    static void pass(Duration length) {
        await().pollDelay(length).atMost(length.plusSeconds(60)).until(() -> true);
    }

    /** How many folders each node has created. */
    List<Integer> created() {
        Map<String, Integer> created = new LinkedHashMap<>();
        names.forEach(name -> created.put(name, 0));
        simulator
                .drive()
                .list("/")
                .forEach(folder ->
                        created.merge(folder.name().substring(0, folder.name().indexOf('-') + 1), 1, Integer::sum));
        return List.copyOf(created.values());
    }

    /** Waits until these nodes have created some folders more. */
    void goOn(String after, Integer... which) {
        goOn(PATIENCE, after, which);
    }

    void goOn(Duration patience, String after, Integer... which) {
        long begin = System.nanoTime();
        List<Integer> before = created();
        await().atMost(patience).until(() -> {
            List<Integer> now = created();
            return List.of(which).stream().allMatch(node -> now.get(node) >= before.get(node) + 3);
        });
        System.out.println(type + ": went on within "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms after " + after + ", refused "
                + simulator.figures().totalRefused());
    }

    /** The platform has refused nothing. */
    void nothingRefused() {
        assertThat(simulator.figures().totalRefused()).isZero();
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    /** Lets all nodes stop: each exchange has created its folder, and the platform has refused nothing. */
    void stopWithNothingLost() throws Exception {
        List<String> said = nodes.stop("sent");
        String figures = type + ": " + said + ", folders " + created() + ", refused "
                + simulator.figures().totalRefused() + ", tokens "
                + simulator.figures().tokensIssued();
        System.out.println(figures);
        List<Integer> sent = new ArrayList<>();
        for (String one : said) {
            Matcher matcher = SAID.matcher(one);
            assertThat(matcher.matches()).as(figures).isTrue();
            assertThat(matcher.group(2)).as(figures).isEqualTo(matcher.group(1));
            sent.add(Integer.valueOf(matcher.group(1)));
        }
        assertThat(created()).as(figures).isEqualTo(sent);
        assertThat(simulator.figures().totalRefused()).as(figures).isZero();
        assertThat(simulator.figures().tokensIssued()).as(figures).isOne();
    }

    @Override
    public void close() throws Exception {
        nodes.close();
        engine.close();
        simulator.close();
    }
}
