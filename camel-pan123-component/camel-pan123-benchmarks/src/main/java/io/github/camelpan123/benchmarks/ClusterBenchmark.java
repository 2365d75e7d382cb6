package io.github.camelpan123.benchmarks;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What limits cost that nodes share: small calls with a limit of 10,000 a second, with an embedded Hazelcast instance and
 * without. Both are accounts of one simulator, which runs in the same JVM. Measured with the default of clusterSlack,
 * and with a short one: the slack is a part of the limit that nobody uses.
 */
public final class ClusterBenchmark {

    private static final int CALLS = 10_000;
    private static final int UNDER_WAY = 64;
    private static final String LIMIT = "10000";
    private static final long SHORT_SLACK = 20;
    private static final double TARGET = 0.95;
    private static final int WARM_UP_ROUNDS = 3;
    private static final String HOST = "127.0.0.1";

    private ClusterBenchmark() {}

    /**
     * Ends with 1 if the target is missed.
     *
     * @param args rounds, and the folder for the results
     */
    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface(HOST);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
        List<Measure> measures = new ArrayList<>();
        try {
            long usual = new Pan123Component().getClusterSlack();
            for (long slack : List.of(usual, SHORT_SLACK)) {
                measures.add(measure(slack, rounds, hazelcast));
            }
        } finally {
            hazelcast.shutdown();
        }
        print(measures, folder);
        System.exit(measures.stream().allMatch(Measure::reached) ? 0 : 1);
    }

    private static Measure measure(long slack, int rounds, HazelcastInstance hazelcast) throws IOException {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                Node local = new Node(simulator, HOST, null, slack);
                Node cluster = new Node(simulator, "localhost", hazelcast, slack)) {
            Measure measure = new Measure(
                    "small calls with a cluster of one, clusterSlack=" + slack,
                    "calls/s",
                    TARGET,
                    local::calls,
                    cluster::calls);
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                local.calls();
                cluster.calls();
            }
            for (int i = 0; i < rounds; i++) {
                measure.round(i);
            }
            return measure;
        }
    }

    private static void print(List<Measure> measures, Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("measure,round,local,cluster,ratio\n");
        for (Measure measure : measures) {
            for (int i = 0; i < measure.rounds().size(); i++) {
                Measure.Round round = measure.rounds().get(i);
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,%d,%.1f,%.1f,%.4f%n",
                        measure.name().replace(",", ""),
                        i + 1,
                        round.baseline(),
                        round.value(),
                        round.ratio()));
            }
        }
        System.out.print(csv);
        for (Measure measure : measures) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: local %.0f/s, with Hazelcast embedded %.0f/s, ratio %.3f, target %.2f%s%n",
                    measure.name(),
                    measure.baseline(),
                    measure.value(),
                    measure.ratio(),
                    measure.target(),
                    measure.reached() ? "" : "  missed");
        }
        Files.writeString(folder.resolve("cluster-benchmark.csv"), csv);
        Report.svg(measures, folder.resolve("cluster-benchmark.svg"));
    }

    /** A context that uses the account alone, or with others. */
    private static final class Node implements AutoCloseable {
        private final CamelContext context = new DefaultCamelContext();
        private final AsyncProducer producer;

        /** @param host another one is another account */
        Node(Pan123Simulator simulator, String host, HazelcastInstance hazelcast, long slack) throws IOException {
            Pan123Component component = new Pan123Component();
            Pan123Configuration options = component.getConfiguration();
            options.setBaseUrl(simulator.baseUrl().replace(HOST, host));
            options.setClientId(simulator.clientId());
            options.setClientSecret(simulator.clientSecret());
            options.setTier(Tier.free);
            options.setRateLimits(Map.of("userInfo", LIMIT));
            if (hazelcast != null) {
                component.setCluster(ClusterType.hazelcast);
                component.setClusterEngine(hazelcast);
                component.setClusterNodes(1);
                component.setClusterSlack(slack);
            }
            context.addComponent("pan123", component);
            context.start();
            try {
                producer = context.getEndpoint("pan123:userInfo").createAsyncProducer();
            } catch (Exception e) {
                throw new IOException(e);
            }
            producer.start();
        }

        /** Returns calls a second. */
        double calls() throws IOException {
            Semaphore free = new Semaphore(UNDER_WAY);
            AtomicReference<Exception> failure = new AtomicReference<>();
            long begin = System.nanoTime();
            try {
                for (int i = 0; i < CALLS; i++) {
                    free.acquire();
                    Exchange exchange = producer.getEndpoint().createExchange();
                    producer.process(exchange, doneSync -> {
                        failure.compareAndSet(null, exchange.getException());
                        free.release();
                    });
                }
                free.acquire(UNDER_WAY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            if (failure.get() != null) {
                throw new IOException(failure.get());
            }
            return CALLS / ((System.nanoTime() - begin) / 1e9);
        }

        @Override
        public void close() {
            producer.stop();
            context.stop();
        }
    }
}
