package io.github.camelpan123;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.cluster.TestEngines;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A node in a process of its own, whose exchanges create one folder each, a few at a time. */
public final class ExchangeProcess {

    private static final int AT_ONCE = 6;

    private final ProducerTemplate template;
    private final String name;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();
    private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
    /** One party for this process, and one for each exchange that is under way. */
    private final Phaser underWay = new Phaser(1);

    private volatile boolean stopping;

    private ExchangeProcess(ProducerTemplate template, String name) {
        this.template = template;
        this.name = name;
    }

    /**
     * Starts, says so, and sends exchanges from a line of the standard input to the next one. Then waits for those that
     * are under way, says what came of them, and ends with the standard input.
     *
     * @param args base URL, client id, secret, tier, kind of the engine, the milliseconds of the slack, and what {@link
     *     TestEngines#open} needs
     */
    public static void main(String[] args) throws Exception {
        ClusterType type = ClusterType.valueOf(args[4]);
        Object engine = TestEngines.open(type, Arrays.asList(args).subList(6, args.length));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            component.getConfiguration().setBaseUrl(args[0]);
            component.getConfiguration().setClientId(args[1]);
            component.getConfiguration().setClientSecret(args[2]);
            component.getConfiguration().setTier(Tier.valueOf(args[3]));
            component.setCluster(type);
            component.setClusterEngine(engine);
            component.setClusterNodes(4);
            component.setClusterSlack(Long.parseLong(args[5]));
            context.addComponent("pan123", component);
            context.start();
            ExchangeProcess process = new ExchangeProcess(
                    context.createProducerTemplate(),
                    Long.toString(ProcessHandle.current().pid()));
            System.out.println("ready");
            System.in.read();
            for (int i = 0; i < AT_ONCE; i++) {
                process.next();
            }
            System.in.read();
            process.stopping = true;
            process.underWay.arriveAndAwaitAdvance();
            System.out.println("sent " + process.sent + ", created " + process.created + ", failures "
                    + process.failures + ", clock " + Instant.now());
            while (System.in.read() >= 0) {
                // the others may need this member of their engine
            }
        }
        if (engine instanceof HazelcastInstance) {
            Hazelcast.shutdownAll();
        }
        System.exit(0);
    }

    private void next() {
        underWay.register();
        int number = sent.incrementAndGet();
        template.asyncSend("pan123:createDirectory?parentFileId=0", exchange -> exchange.getMessage()
                        .setHeader("CamelPan123OverrideFileName", name + "-" + number))
                .whenComplete((exchange, noAnswer) -> ended(exchange, noAnswer));
    }

    private void ended(Exchange exchange, Throwable noAnswer) {
        Throwable failure = noAnswer == null ? exchange.getException() : noAnswer;
        if (failure == null) {
            created.incrementAndGet();
        } else {
            failure.printStackTrace();
            failures.computeIfAbsent(failure.getClass().getSimpleName(), one -> new LongAdder())
                    .increment();
        }
        if (!stopping) {
            next();
        }
        underWay.arriveAndDeregister();
    }
}
