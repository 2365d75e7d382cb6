package io.github.camelpan123.example.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;

/** The Hazelcast member of a node. */
final class Members {

    /** The map in which the module camel-pan123-cluster keeps what is shared. */
    private static final String MAP = "camel-pan123";

    private Members() {}

    /**
     * Starts a member on the loopback interface, and waits for the others.
     *
     * @param ports the ports of all members
     */
    static HazelcastInstance start(String cluster, int port, List<Integer> ports) {
        Config config = new Config();
        config.setClusterName(cluster);
        config.getJetConfig().setEnabled(false);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        // so that all begin together
        config.setProperty("hazelcast.initial.min.cluster.size", Integer.toString(ports.size()));
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(one -> join.getTcpIpConfig().addMember("127.0.0.1:" + one));
        // a member that has lost the others must not grant the limit once more
        int majority = ports.size() / 2 + 1;
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, majority));
        config.addMapConfig(new MapConfig(MAP).setSplitBrainProtectionName("majority"));
        return Hazelcast.newHazelcastInstance(config);
    }
}
