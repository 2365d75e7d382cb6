package io.github.camelpan123.account.cluster;

/**
 * Connects accounts to the engine that their nodes share. Camel finds it in
 * {@code META-INF/services/org/apache/camel/pan123-cluster}.
 */
public interface ClusterProvider {

    /**
     * Checks whether the engine can be used, when the component starts. An engine that cannot be reached now is no
     * reason to fail, because calls wait for it.
     *
     * @throws IllegalArgumentException naming the option and what to do
     */
    void check(ClusterSettings settings);

    /**
     * Connects an account. Does not wait for the engine.
     *
     * @param account a key of the account, the same on every node; a hash that contains no secret
     */
    ClusterAccount join(ClusterSettings settings, String account);
}
