package io.github.camelpan123.observe;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;

/** Creates spans as later versions of Camel do. */
public interface SpanWithKind {

    Span create(String name, String kind, Span parent, SpanContextPropagationExtractor extractor);

    /** Creates none. */
    final class Recorder implements SpanWithKind {
        final List<String> created = new ArrayList<>();

        @Override
        public Span create(String name, String kind, Span parent, SpanContextPropagationExtractor extractor) {
            created.add(name + " " + kind);
            // what a tracer asks of a carrier without headers
            if (extractor.keys().isEmpty()
                    && extractor.get("traceparent") == null
                    && !extractor.iterator().hasNext()) {
                return parent;
            }
            throw new IllegalArgumentException("headers from nowhere");
        }
    }
}
