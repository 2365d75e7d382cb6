/** Shares the limits and the token of an account between nodes, through Hazelcast, PostgreSQL or Redis. */
package io.github.camelpan123.cluster;
