package io.github.camelpan123.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Members in the JVM of the test, on free ports of the loopback interface. */
final class HazelcastMembers implements AutoCloseable {

    private final String cluster = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> members = new ArrayList<>();

    static Config config(String cluster, int least, List<String> members) {
        Config config = new Config();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        // instead of a minute, so that the test of a suspended member takes less; with 10 s, members on a busy machine
        // suspect each other
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "30");
        // instead of five minutes, and of two: how soon a member that was suspended joins the others again
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.getJetConfig().setEnabled(false);
        config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        members.forEach(join.getTcpIpConfig()::addMember);
        if (least > 0) {
            config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, least));
            config.addMapConfig(new MapConfig(HazelcastEngine.MAP).setSplitBrainProtectionName("majority"));
        }
        return config;
    }

    /** @param least the minimum cluster size of the split-brain protection; 0 for none */
    HazelcastInstance start(int least) {
        List<String> others = members.stream()
                .filter(member -> member.getLifecycleService().isRunning())
                .map(member -> "127.0.0.1:"
                        + member.getCluster().getLocalMember().getAddress().getPort())
                .toList();
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(cluster, least, others));
        members.add(member);
        return member;
    }

    @Override
    public void close() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }
}
