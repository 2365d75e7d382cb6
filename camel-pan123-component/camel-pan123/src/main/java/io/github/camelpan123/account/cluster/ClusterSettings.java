package io.github.camelpan123.account.cluster;

import java.time.Duration;

/**
 * How the nodes that use an account share it.
 *
 * @param provider makes the connection; equal for equal modules
 * @param type the kind of the engine
 * @param engine the bean, such as a DataSource
 * @param slack added to the period of a limit; longer than the delay between the grant of a permit and its call
 * @param timeout how long an operation of the engine may take
 * @param onStoreLost what calls do while the engine does not answer
 * @param nodes the most nodes at a time; 0 if not known
 * @param weight how many permits this node gets when others get one
 */
public record ClusterSettings(
        ClusterProvider provider,
        ClusterType type,
        Object engine,
        Duration slack,
        Duration timeout,
        OnStoreLost onStoreLost,
        int nodes,
        int weight) {

    @Override
    public String toString() {
        // an engine's text may contain a password
        return "ClusterSettings[" + type + ", slack=" + slack + ", timeout=" + timeout + "]";
    }
}
