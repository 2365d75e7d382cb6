package io.github.camelpan123;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.cluster.TestEngines;
import io.github.camelpan123.support.Futures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;

/** A node in a process of its own, which uploads one file, says how that ended, and ends. */
public final class UploadProcess {

    private UploadProcess() {}

    /**
     * @param args base URL, client id, secret, file, folder of the journals, kind of the engine, and what
     *     {@link TestEngines#open} needs
     */
    public static void main(String[] args) throws Exception {
        ClusterType type = ClusterType.valueOf(args[5]);
        Object engine = TestEngines.open(type, Arrays.asList(args).subList(6, args.length));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            Pan123Configuration options = component.getConfiguration();
            options.setBaseUrl(args[0]);
            options.setClientId(args[1]);
            options.setClientSecret(args[2]);
            options.setTier(Tier.free);
            options.setJournalDirectory(args[4]);
            Map<String, Object> limits = new HashMap<>();
            List.of("uploadCreate", "uploadComplete", "fileListV2", "fileInfos")
                    .forEach(name -> limits.put(name, "1000"));
            options.setRateLimits(limits);
            component.setCluster(type);
            component.setClusterEngine(engine);
            component.setClusterNodes(3);
            context.addComponent("pan123", component);
            context.start();
            System.out.println("begins");
            try {
                FileEntry entry = context.createProducerTemplate()
                        .requestBody(
                                "pan123:upload?uploadMode=sliced&uploadConcurrency=4&fileName=large.bin",
                                Path.of(args[3]),
                                FileEntry.class);
                System.out.println("uploaded " + entry.etag());
            } catch (CamelExecutionException e) {
                System.out.println(
                        "failed " + Futures.unwrap(e.getCause()).getClass().getSimpleName());
            }
        }
        if (engine instanceof HazelcastInstance) {
            Hazelcast.shutdownAll();
        }
        System.exit(0);
    }
}
