package io.github.camelpan123;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** What OpenTelemetry exports. Apart from the tests, whose class is also read where there is no OpenTelemetry. */
final class RecordedSpans implements SpanExporter {

    private final Queue<SpanData> all = new ConcurrentLinkedQueue<>();

    /** One span. */
    record Shown(String name, String id, String parent, String trace, boolean failed, long nanos, SpanData data) {

        String tag(String key) {
            return data.getAttributes().get(AttributeKey.stringKey(key));
        }
    }

    /** Lets a context trace. */
    static RecordedSpans in(CamelContext context) {
        RecordedSpans spans = new RecordedSpans();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        context.getRegistry().bind("tracer", provider.get("test"));
        context.getRegistry().bind("propagators", ContextPropagators.noop());
        new OpenTelemetryTracer().init(context);
        return spans;
    }

    List<Shown> all() {
        return all.stream()
                .map(span -> new Shown(
                        span.getName(),
                        span.getSpanId(),
                        span.getParentSpanId(),
                        span.getTraceId(),
                        span.getStatus().getStatusCode() == StatusCode.ERROR,
                        span.getEndEpochNanos() - span.getStartEpochNanos(),
                        span))
                .toList();
    }

    List<Shown> named(String name) {
        return all().stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        all.addAll(spans);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
