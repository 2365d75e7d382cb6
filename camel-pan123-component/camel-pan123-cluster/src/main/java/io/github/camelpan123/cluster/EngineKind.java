package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;

/** A kind of engine. */
interface EngineKind {

    /**
     * Checks the bean and what it can be asked now.
     *
     * @throws IllegalArgumentException in one sentence that names the option and what to do
     */
    void check(ClusterSettings settings);

    /** Opens an engine without waiting for it. */
    Engine open(ClusterSettings settings);

    /** Returns the bean of the option clusterEngine. */
    static <T> T bean(ClusterSettings settings, Class<T> type) {
        if (!type.isInstance(settings.engine())) {
            throw new IllegalArgumentException("clusterEngine is a "
                    + settings.engine().getClass().getName() + ", and cluster=" + settings.type() + " needs a "
                    + type.getName() + ": set the reference of such a bean, such as #bean:myEngine");
        }
        return type.cast(settings.engine());
    }
}
