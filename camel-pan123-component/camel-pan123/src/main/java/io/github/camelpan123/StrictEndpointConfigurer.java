package io.github.camelpan123;

import org.apache.camel.CamelContext;

/**
 * Sets options of an endpoint and rejects invalid texts. Camel finds it in META-INF/services, where it replaces the
 * generated superclass.
 */
public final class StrictEndpointConfigurer extends Pan123EndpointConfigurer {

    /** Called by Camel. */
    public StrictEndpointConfigurer() {}

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        return type != null
                && (OptionText.blank(value)
                        || super.configure(context, target, name, OptionText.read(name, type, value), ignoreCase));
    }
}
