package io.github.camelpan123.benchmarks;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Sets options by name. A program that does so can run with earlier builds of the component as well, which have the
 * types of these options in other packages.
 */
public final class EarlierBuild {

    private EarlierBuild() {}

    /**
     * @param configuration of the component
     * @param value a text that Camel converts, or an object of the type of this build
     */
    public static void bind(CamelContext context, Object configuration, String option, Object value) {
        if (!PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(configuration)
                .withProperty(option, value)
                .bind()) {
            throw new IllegalStateException("this build has no option " + option);
        }
    }

    /** Returns a store that keeps tokens in a folder. */
    public static Object fileTokenStore(Path folder) throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName("io.github.camelpan123.account.auth.FileTokenStore");
        } catch (ClassNotFoundException e) {
            type = Class.forName("io.github.camelpan123.account.FileTokenStore");
        }
        return type.getConstructor(Path.class).newInstance(folder);
    }
}
