package io.github.camelpan123;

import io.github.camelpan123.account.cluster.ClusterProvider;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.OnStoreLost;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResolverHelper;

/** Creates the settings of a cluster from the options, and fails if something that they need is missing. */
final class ClusterOptions {

    /** Nodes on a busy machine need up to that many milliseconds from the grant of a permit to the call. */
    static final long SLACK = 110;

    static final long TIMEOUT = 1000;

    private static final String FACTORY = "pan123-cluster";

    private ClusterOptions() {}

    static ClusterSettings read(Pan123ComponentOptions options) {
        String cluster = "cluster=" + options.getCluster();
        if (options.getClusterEngine() == null) {
            throw new IllegalArgumentException(cluster + " needs the option clusterEngine of the pan123 component: the"
                    + " reference of a bean such as #bean:myEngine");
        }
        if (options.getOnStoreLost() == OnStoreLost.share && options.getClusterNodes() < 1) {
            throw new IllegalArgumentException(
                    "onStoreLost=share needs the option clusterNodes of the pan123 component: the number of nodes that"
                            + " the limits are divided by");
        }
        ClusterSettings settings = new ClusterSettings(
                provider(options.getCamelContext(), cluster),
                options.getCluster(),
                options.getClusterEngine(),
                Duration.ofMillis(options.getClusterSlack()),
                Duration.ofMillis(options.getClusterTimeout()),
                options.getOnStoreLost(),
                options.getClusterNodes(),
                options.getClusterWeight());
        settings.provider().check(settings);
        return settings;
    }

    private static ClusterProvider provider(CamelContext context, String cluster) {
        return ResolverHelper.resolveService(context, FACTORY, ClusterProvider.class)
                .orElseThrow(() -> new IllegalArgumentException(cluster
                        + " needs the module camel-pan123-cluster on the class path: add the dependency"
                        + " io.github.camelpan123:camel-pan123-cluster, or remove the option cluster"));
    }
}
