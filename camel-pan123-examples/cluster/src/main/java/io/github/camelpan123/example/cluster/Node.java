package io.github.camelpan123.example.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.main.Main;
import org.apache.camel.processor.idempotent.hazelcast.HazelcastIdempotentRepository;

/** One of the nodes: a JVM with the route of {@code camel/upload.camel.yaml}, until its standard input ends. */
public final class Node {

    private Node() {}

    /** Says on the standard output which files this node has uploaded. */
    public static final class Said {

        /** Called by the route. */
        @Handler
        public void uploaded(Exchange exchange) {
            System.out.println("uploaded " + exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
        }
    }

    /** @param args base URL, client id, client secret, folder, name of the cluster, own port, ports of all */
    public static void main(String[] args) throws Exception {
        List<Integer> ports = Arrays.stream(args).skip(6).map(Integer::valueOf).toList();
        HazelcastInstance hazelcast = Members.start(args[4], Integer.parseInt(args[5]), ports);
        Main main = new Main();
        main.addOverrideProperty("camel.component.pan123.base-url", args[0]);
        main.addOverrideProperty("camel.component.pan123.client-id", args[1]);
        main.addOverrideProperty("camel.component.pan123.client-secret", args[2]);
        main.addOverrideProperty("inbox", args[3]);
        main.bind("hazelcast", hazelcast);
        main.bind("uploaded", new HazelcastIdempotentRepository(hazelcast, "uploaded"));
        main.bind("said", new Said());
        main.start();
        System.out.println("ready");
        System.in.read();
        main.getCamelContext().getRouteController().startRoute("upload");
        while (System.in.read() >= 0) {
            // until the other process ends, or says so
        }
        main.stop();
        hazelcast.shutdown();
    }
}
