package io.github.camelpan123.springboot;

import io.github.camelpan123.Pan123Component;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The component's options as an application spells them: {@code client-id}, {@code clientId} or, in the environment,
 * {@code CAMEL_COMPONENT_PAN123_CLIENT_ID} and {@code CAMEL_COMPONENT_PAN123_CLIENTID}.
 */
final class ComponentOptions {

    static final String PREFIX = "camel.component.pan123";

    private static final Set<String> OF_THE_STARTER = Set.of("enabled", "customizerenabled");
    private static final String CONFIGURATION = "configuration";
    private static final Pattern LIMIT =
            Pattern.compile("rate[-.]?limits[.\\[]*(?<call>[^\\]]+)]?", Pattern.CASE_INSENSITIVE);

    private final Map<String, Object> values = new TreeMap<>();
    private final Map<String, String> spellings = new HashMap<>();
    private final Map<String, String> limits = new LinkedHashMap<>();

    private ComponentOptions() {}

    static ComponentOptions read(Environment environment) {
        ComponentOptions options = new ComponentOptions();
        Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of)
                .forEach(options::add);
        return options;
    }

    /** Of several spellings the first one counts: it is from the source that wins. */
    private void add(String written, String value) {
        Matcher limit = LIMIT.matcher(written);
        String name = PlainName.of(written);
        if (limit.matches()) {
            String call = limit.group("call");
            limits.putIfAbsent(call.indexOf('/') < 0 ? PlainName.of(call) : call, value);
        } else if (!OF_THE_STARTER.contains(name) && values.putIfAbsent(name, value) == null) {
            spellings.put(name, written);
        }
    }

    /** @throws IllegalArgumentException for names that the component does not have */
    void apply(Pan123Component component) {
        if (values.containsKey(CONFIGURATION)) {
            // replaces all options, so it comes before them
            bind(component, new HashMap<>(Map.of(CONFIGURATION, values.remove(CONFIGURATION))));
        }
        Map<String, Object> rest = new LinkedHashMap<>(values);
        bind(component, rest);
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("The pan123 component has no such option: "
                    + rest.keySet().stream()
                            .map(name -> PREFIX + "." + spellings.get(name))
                            .collect(Collectors.joining(", ")));
        }
        if (!limits.isEmpty()) {
            component.getConfiguration().setRateLimits(resolved(component.getCamelContext()));
        }
    }

    /** Takes what it could set out of the map. */
    private static void bind(Pan123Component component, Map<String, Object> options) {
        PropertyBindingSupport.build()
                .withCamelContext(component.getCamelContext())
                .withTarget(component)
                .withProperties(options)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .withReflection(false)
                .bind();
    }

    private Map<String, Object> resolved(CamelContext context) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        limits.forEach((call, number) -> numbers.put(call, context.resolvePropertyPlaceholders(number)));
        return numbers;
    }
}
