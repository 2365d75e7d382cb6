package io.github.camelpan123.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import io.github.camelpan123.account.cluster.ClusterSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hazelcast members in the JVMs of the nodes. */
final class HazelcastKind implements EngineKind {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastKind.class);

    /**
     * Refuses a map without split-brain protection: a member that was suspended and wakes is a cluster of its own, and
     * would grant the whole limit once more.
     */
    @Override
    public void check(ClusterSettings settings) {
        HazelcastInstance hazelcast = EngineKind.bean(settings, HazelcastInstance.class);
        if (settings.nodes() == 1) {
            return;
        }
        Config config = config(hazelcast);
        MapConfig map = config.findMapConfig(HazelcastEngine.MAP);
        SplitBrainProtectionConfig protection = map.getSplitBrainProtectionName() == null
                ? null
                : config.findSplitBrainProtectionConfig(map.getSplitBrainProtectionName());
        int least = Math.max(2, settings.nodes() / 2 + 1);
        boolean safe = protection != null
                && protection.isEnabled()
                && protection.getMinimumClusterSize() >= least
                && protection.getProtectOn() != SplitBrainProtectionOn.READ;
        if (!safe) {
            throw new IllegalArgumentException("cluster=hazelcast needs split-brain protection of the map "
                    + HazelcastEngine.MAP + " with a minimum cluster size of at least " + least
                    + ", more than half of the nodes: configure it in the bean of clusterEngine, or set clusterNodes=1"
                    + " for a single node");
        }
        int members = hazelcast.getCluster().getMembers().size();
        if (members < protection.getMinimumClusterSize()) {
            LOG.warn(
                    "The Hazelcast cluster of clusterEngine has {} of the {} members that its split-brain protection"
                            + " needs; limited calls wait for the others",
                    members,
                    protection.getMinimumClusterSize());
        }
    }

    private static Config config(HazelcastInstance hazelcast) {
        try {
            return hazelcast.getConfig();
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "clusterEngine is a Hazelcast client, and cluster=hazelcast needs a member: start one with"
                            + " Hazelcast.newHazelcastInstance",
                    e);
        }
    }

    @Override
    public Engine open(ClusterSettings settings) {
        return new HazelcastEngine(
                EngineKind.bean(settings, HazelcastInstance.class),
                settings.timeout().dividedBy(2),
                settings.slack());
    }
}
