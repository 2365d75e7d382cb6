package io.github.camelpan123.observe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;

/**
 * Creates spans with the method that the installed camel-telemetry has: later versions of Camel 4 than 4.18 also want
 * the kind of the span.
 */
final class SpanFactory {

    private static final SpanContextPropagationExtractor NO_HEADERS = new SpanContextPropagationExtractor() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public Object get(String key) {
            return null;
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }
    };

    private final Method create;

    private SpanFactory(Method create) {
        this.create = create;
    }

    /**
     * @param managers the interface that creates spans
     * @throws IncompatibleClassChangeError if it has no method that is known here
     */
    static SpanFactory of(Class<?> managers) {
        return Arrays.stream(managers.getMethods())
                .filter(method -> method.getName().equals("create"))
                .filter(method -> method.getParameterCount() == 3 || method.getParameterCount() == 4)
                .findFirst()
                .map(SpanFactory::new)
                .orElseThrow(() -> new IncompatibleClassChangeError(managers + " creates spans in an unknown way"));
    }

    /**
     * Creates a span.
     *
     * @param kind one of Camel's kinds of spans; null for none
     * @param parent null for a new trace
     */
    Span create(Object manager, String name, String kind, Span parent) {
        try {
            return (Span)
                    (create.getParameterCount() == 3
                            ? create.invoke(manager, name, parent, NO_HEADERS)
                            : create.invoke(manager, name, kind, parent, NO_HEADERS));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The tracer created no span: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The tracer created no span: " + e, e);
        }
    }
}
