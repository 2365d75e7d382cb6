package io.github.camelpan123.benchmarks.transfers;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** What an application has that measures everything: meters for Prometheus, and spans that are exported in batches. */
final class Observed implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Dropped exporter = new Dropped();
    private final SdkTracerProvider spans = SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();

    /** Counts spans instead of sending them somewhere. */
    private static final class Dropped implements SpanExporter {
        private final LongAdder count = new LongAdder();

        @Override
        public CompletableResultCode export(Collection<SpanData> some) {
            count.add(some.size());
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

    void bind(CamelContext context) {
        context.getRegistry().bind("metricsRegistry", registry);
        context.getRegistry().bind("tracer", spans.get("benchmark"));
        context.getRegistry().bind("propagators", ContextPropagators.noop());
        new OpenTelemetryTracer().init(context);
    }

    /** Returns the number of exported spans. */
    long spans() {
        return exporter.count.sum();
    }

    @Override
    public void close() {
        spans.close();
        registry.close();
    }
}
