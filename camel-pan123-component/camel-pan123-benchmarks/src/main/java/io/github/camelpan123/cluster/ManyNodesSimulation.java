package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.fixtures.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Up to 100 nodes that always have calls waiting for each business limit of a member. The gates are those of the module;
 * the engine, the time and the way of the calls are simulated, so a run with the same seed has the same figures.
 */
public final class ManyNodesSimulation {

    private static final int[] NODES = {1, 2, 5, 10, 20, 50, 100};
    private static final Duration SLACK = Duration.ofMillis(110);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Until each node has had its first turn at each limit. */
    private static final Duration WARM_UP = Duration.ofMinutes(4);

    private static final Duration LENGTH = Duration.ofMinutes(60);
    private static final int CALLS_WAITING = 6;

    /** How many of the sixteen business limits of a member have that many calls a second. */
    private static final Map<Integer, Integer> LIMITS = new TreeMap<>(Map.of(1, 3, 3, 1, 10, 7, 20, 5));

    private static final double LEAST_USED = 0.88;
    /** Of the equal share, for limits of 3 a second and more. */
    private static final double LARGEST_DIFFERENCE = 0.2;

    private static final int FAIR_FROM = 3;

    private ManyNodesSimulation() {}

    /**
     * What came out.
     *
     * @param fullest the most calls of the limit in any of its periods, as the platform sees them
     * @param used the part of the limit
     * @param least the calls of the node with the fewest, as a part of the equal share
     * @param most those of the node with the most
     */
    record Outcome(
            int nodes, int limit, double operations, int fullest, double used, double least, double most, int expired) {

        boolean reached() {
            return fullest <= limit
                    && used >= LEAST_USED
                    && (limit < FAIR_FROM || least >= 1 - LARGEST_DIFFERENCE && most <= 1 + LARGEST_DIFFERENCE);
        }
    }

    /**
     * Ends with 1 if a limit is exceeded, or a target is missed.
     *
     * @param args folder for the results, and the seed
     */
    public static void main(String[] args) throws IOException {
        long seed = Long.parseLong(args[1]);
        List<Outcome> outcomes = new ArrayList<>();
        System.out.println("Simulation of nodes with one account, seed " + seed);
        System.out.printf(
                "%5s %6s %12s %9s %8s %8s %8s %8s%n",
                "nodes", "limit", "operations/s", "fullest", "used", "least", "most", "expired");
        for (int nodes : NODES) {
            for (int limit : LIMITS.keySet()) {
                Outcome outcome = run(nodes, limit, new Random(seed + 1000L * nodes + limit));
                outcomes.add(outcome);
                System.out.printf(
                        Locale.ROOT,
                        "%5d %4d/s %12.2f %9d %7.1f%% %8.2f %8.2f %8d%s%n",
                        nodes,
                        limit,
                        outcome.operations(),
                        outcome.fullest(),
                        100 * outcome.used(),
                        outcome.least(),
                        outcome.most(),
                        outcome.expired(),
                        outcome.reached() ? "" : "  missed");
            }
            System.out.printf(
                    Locale.ROOT,
                    "%5d all 16 limits of a member together: %.0f operations/s%n",
                    nodes,
                    operations(outcomes, nodes));
        }
        ManyNodesReport.write(outcomes, Path.of(args[0]), seed);
        System.exit(outcomes.stream().allMatch(Outcome::reached) ? 0 : 1);
    }

    /** The operations of all limits of an account, and of each node that asks for the time once a minute. */
    static double operations(List<Outcome> outcomes, int nodes) {
        return outcomes.stream()
                        .filter(outcome -> outcome.nodes() == nodes)
                        .mapToDouble(outcome -> outcome.operations() * LIMITS.get(outcome.limit()))
                        .sum()
                + nodes / (double) TimeUnit.MINUTES.toSeconds(1);
    }

    private static Outcome run(int nodes, int limit, Random random) {
        VirtualTime time = new VirtualTime();
        VirtualEngine engine = new VirtualEngine(time, random);
        ClusterSettings settings = new ClusterSettings(
                new Bucket4jClusterProvider(),
                ClusterType.redis,
                "none",
                SLACK,
                Duration.ofSeconds(1),
                OnStoreLost.wait,
                nodes,
                1);
        Pace pace = Pace.of(new Rate(limit, PERIOD), settings);
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            SharedEngine store =
                    new SharedEngine(engine, "node " + i, settings.timeout(), time, time::nanos, random::nextLong);
            Node node = new Node(time, new ClusterGate(store, "limit", pace), random);
            all.add(node);
            // they do not start at the same moment
            time.schedule(node::next, random.nextInt(1000), TimeUnit.MILLISECONDS);
        }
        time.pass(WARM_UP);
        all.forEach(Node::forget);
        long before = engine.operations();
        time.pass(LENGTH);
        return outcome(limit, all, engine.operations() - before);
    }

    private static Outcome outcome(int limit, List<Node> nodes, long operations) {
        double seconds = LENGTH.toSeconds();
        long[] arrivals = nodes.stream()
                .flatMap(node -> node.arrivals.stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        double equal = (double) arrivals.length / nodes.size();
        return new Outcome(
                nodes.size(),
                limit,
                operations / seconds,
                fullest(arrivals),
                arrivals.length / (seconds * limit),
                nodes.stream().mapToInt(node -> node.arrivals.size()).min().orElse(0) / equal,
                nodes.stream().mapToInt(node -> node.arrivals.size()).max().orElse(0) / equal,
                nodes.stream().mapToInt(node -> node.expired).sum());
    }

    private static int fullest(long[] sorted) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sorted.length; to++) {
            while (sorted[to] - sorted[from] >= PERIOD.toNanos()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** A node that always has calls waiting. */
    private static final class Node {
        /** A call is on its way to the platform for up to that time. */
        private static final int LONGEST_WAY_MICROS = 40_000;

        private static final int LONGEST_PREPARATION_MICROS = 4_000;

        private final VirtualTime time;
        private final PermitGate gate;
        private final Random random;
        private final List<Long> arrivals = new ArrayList<>();
        private int expired;

        Node(VirtualTime time, PermitGate gate, Random random) {
            this.time = time;
            this.gate = gate;
            this.random = random;
        }

        void forget() {
            arrivals.clear();
            expired = 0;
        }

        void next() {
            gate.acquire(CALLS_WAITING).thenAccept(permit -> time.execute(() -> use(permit.orElseThrow())));
        }

        /** As the queue of the component does it: the next permit is asked for while the call is prepared. */
        private void use(Permit permit) {
            if (permit.expired()) {
                expired++;
                permit.giveBack();
            } else {
                time.schedule(() -> send(permit), micros(LONGEST_PREPARATION_MICROS), TimeUnit.MICROSECONDS);
            }
            next();
        }

        private void send(Permit permit) {
            if (permit.valid()) {
                arrivals.add(time.nanos() + TimeUnit.MICROSECONDS.toNanos(micros(LONGEST_WAY_MICROS)));
            } else {
                expired++;
                permit.giveBack();
            }
        }

        private int micros(int most) {
            return random.nextInt(most);
        }
    }
}
