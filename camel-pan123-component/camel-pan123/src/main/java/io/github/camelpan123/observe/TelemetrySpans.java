package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.CallListener;
import io.github.camelpan123.account.TrackedCall;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.SpanStorageManager;
import org.apache.camel.telemetry.SpanStorageManagerExchange;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.Tracer;

/**
 * The spans of the calls of one account in one context: one for each wait and one for each request, below the span of
 * the exchange whose operation makes the call. camel-http creates no spans for these requests, because they are not
 * sent by a route.
 */
final class TelemetrySpans implements CallListener {

    private static final String COMPONENT = "camel-pan123";
    private static final Map<Api, String> WAITS = Arrays.stream(Api.values())
            .collect(Collectors.toMap(
                    api -> api, api -> "wait " + api.path(), (a, b) -> a, () -> new EnumMap<>(Api.class)));

    private final SpanLifecycleManager spans;
    private final SpanFactory factory;
    private final SpanStorageManager ofExchanges = new SpanStorageManagerExchange();
    private final String account;

    private TelemetrySpans(SpanLifecycleManager spans, String account) {
        this.spans = spans;
        this.factory = SpanFactory.of(SpanLifecycleManager.class);
        this.account = account;
    }

    /** Creates spans with the tracer of the context; empty if it has none. */
    static Optional<CallListener> in(CamelContext context, AccountLease account) {
        Tracer tracer = context.hasService(Tracer.class);
        if (tracer == null) {
            tracer = CamelContextHelper.findSingleByType(context, Tracer.class);
        }
        return tracer == null || tracer.getSpanLifecycleManager() == null
                ? Optional.empty()
                : Optional.of(new TelemetrySpans(tracer.getSpanLifecycleManager(), account.label()));
    }

    @Override
    public Object parent(Exchange exchange) {
        return ofExchanges.peek(exchange);
    }

    @Override
    public void waits(TrackedCall call) {
        call.keep(start(call, WAITS.get(call.api()), null));
    }

    @Override
    public void begins(TrackedCall call, long waitedNanos) {
        end((Span) call.take());
        Span request = start(call, call.api().path(), "CLIENT");
        request.setTag("camel.pan123.account", account);
        if (call.requests() > 1) {
            request.setTag("camel.pan123.attempt", Integer.toString(call.requests()));
        }
        // the request ends on the same thread
        spans.activate(request);
        call.keep(request);
    }

    @Override
    public void ends(TrackedCall call, long nanos, Throwable failure) {
        Span request = (Span) call.take();
        if (request == null) {
            return;
        }
        if (!call.traceId().isEmpty()) {
            request.setTag("camel.pan123.traceId", call.traceId());
        }
        if (call.bytes() > 0) {
            request.setTag("camel.pan123.bytes", Long.toString(call.bytes()));
        }
        if (failure == null && !call.sent()) {
            request.setTag("camel.pan123.sent", "false");
        }
        failed(request, failure);
        close(request);
    }

    @Override
    public void givenUp(TrackedCall call, long waitedNanos, Throwable why) {
        Span wait = (Span) call.take();
        if (wait != null) {
            failed(wait, why);
            end(wait);
        }
    }

    private Span start(TrackedCall call, String name, String kind) {
        Span span = factory.create(spans, name, kind, (Span) call.parent());
        span.setComponent(COMPONENT);
        span.setTag("camel.pan123.operation", call.operation());
        return span;
    }

    private static void failed(Span span, Throwable failure) {
        if (failure == null) {
            return;
        }
        span.setError(true);
        span.setTag("camel.pan123.exception", failure.getClass().getSimpleName());
        if (failure instanceof Pan123Exception refused && refused.getCode() != 0) {
            span.setTag("camel.pan123.code", Integer.toString(refused.getCode()));
        }
        if (failure instanceof Pan123Exception refused && refused.getHttpResponseCode() != 0) {
            span.setTag(TagConstants.HTTP_STATUS, Integer.toString(refused.getHttpResponseCode()));
        }
    }

    /** Ends a wait, on any thread. It is activated only now, because an active span belongs to its thread. */
    private void end(Span wait) {
        if (wait != null) {
            spans.activate(wait);
            close(wait);
        }
    }

    private void close(Span span) {
        spans.deactivate(span);
        spans.close(span);
    }

    @Override
    public String toString() {
        return "The tracing of the account " + account;
    }
}
