package io.github.camelpan123;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Sets options of a {@link Pan123Configuration} bean in the same way as the options of the component. Camel finds it by
 * the name of {@link Pan123Configuration}.
 */
public final class StrictConfigurationConfigurer implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {

    private static final Set<String> ONLY_OF_COMPONENTS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ONLY_OF_COMPONENTS.addAll(Set.of(
                "autowiredEnabled",
                "bridgeErrorHandler",
                "configuration",
                "healthCheckConsumerEnabled",
                "healthCheckProducerEnabled",
                "lazyStartProducer"));
    }

    private final StrictComponentConfigurer options = new StrictComponentConfigurer();

    /** Called by Camel. */
    public StrictConfigurationConfigurer() {}

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        return !ONLY_OF_COMPONENTS.contains(name)
                && options.configure(context, around(target), name, value, ignoreCase);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return ONLY_OF_COMPONENTS.contains(name) ? null : options.getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return ONLY_OF_COMPONENTS.contains(name) ? null : options.getOptionValue(around(target), name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return ONLY_OF_COMPONENTS.contains(name)
                ? null
                : options.getCollectionValueType(around(target), name, ignoreCase);
    }

    private static Pan123Component around(Object configuration) {
        Pan123Component component = new Pan123Component();
        component.setConfiguration((Pan123Configuration) configuration);
        return component;
    }
}
