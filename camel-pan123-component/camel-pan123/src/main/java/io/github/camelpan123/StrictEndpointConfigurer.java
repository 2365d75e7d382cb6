package io.github.camelpan123;

import org.apache.camel.CamelContext;

/**
 * Sets options of an endpoint, with texts read as the options mean them. Camel finds it in META-INF/services, where the generated
 * class that it extends would be otherwise.
 */
public final class StrictEndpointConfigurer extends Pan123EndpointConfigurer {

    /** Made by Camel. */
    public StrictEndpointConfigurer() {}

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        return type != null
                && (OptionText.blank(value)
                        || super.configure(context, target, name, OptionText.read(name, type, value), ignoreCase));
    }
}
