package io.github.camelpan123.account.cluster;

/** The engines that can hold what the nodes share. */
public enum ClusterType {
    /** An embedded Hazelcast instance of each node. */
    hazelcast,
    /** A PostgreSQL database. */
    jdbc,
    /** A Redis server. */
    redis
}
