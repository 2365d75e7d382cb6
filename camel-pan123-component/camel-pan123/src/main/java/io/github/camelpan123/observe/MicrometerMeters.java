package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.CallListener;
import io.github.camelpan123.account.TrackedCall;
import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * The Micrometer meters of one account in one context. A meter is registered when it is first needed, and all of them
 * are removed when the context no longer uses the account.
 */
final class MicrometerMeters implements CallListener {

    /** The name under which camel-micrometer looks for its registry, and binds one if there is none. */
    private static final String REGISTRY = "metricsRegistry";

    private static final String PREFIX = "camel.pan123.";
    private static final String UNKNOWN = "other";

    private final MeterRegistry registry;
    private final AccountLease account;
    private final Tags common;
    private final Map<Work, WorkMeters> works = new ConcurrentHashMap<>();
    private final Map<String, OperationMeters> operations = new ConcurrentHashMap<>();
    private final Map<Failed, Counter> failures = new ConcurrentHashMap<>();
    private final Set<Api> queues = ConcurrentHashMap.newKeySet();
    private final AtomicInteger uploads = new AtomicInteger();
    private final List<Meter> registered = new ArrayList<>();
    private boolean closed;

    /** What the meters of calls distinguish. */
    private record Work(Api api, String operation) {}

    private record Failed(Work work, String exception) {}

    private record WorkMeters(
            Counter calls, Counter refused, Counter retries, Timer waiting, Timer requesting, Counter bytesSent) {}

    private record OperationMeters(Timer hashing, Counter bytesReceived) {}

    private MicrometerMeters(MeterRegistry registry, CamelContext context, AccountLease account) {
        this.registry = registry;
        this.account = account;
        this.common = Tags.of("camelContext", context.getName(), "account", account.label());
        register(() -> Gauge.builder(PREFIX + "uploads.inflight", uploads, AtomicInteger::get)
                .description("Contents that are being sent to upload servers")
                .baseUnit("requests")
                .tags(common)
                .strongReference(true)
                .register(registry));
        register(() -> Gauge.builder(PREFIX + "token.age", account, MicrometerMeters::tokenAge)
                .description("How long the current token has been used here")
                .baseUnit("seconds")
                .tags(common)
                .strongReference(true)
                .register(registry));
        if (account.state().cluster() != null) {
            register(() -> Gauge.builder(PREFIX + "cluster.lost", account, MicrometerMeters::clusterLost)
                    .description("How long the engine that the nodes share has not answered; 0 while it answers")
                    .baseUnit("seconds")
                    .tags(common)
                    .strongReference(true)
                    .register(registry));
        }
    }

    /**
     * Creates the meters in the registry that Camel uses.
     *
     * @return empty if there is no registry, or if there are several and none of them is the one of camel-micrometer
     */
    static Optional<CallListener> in(CamelContext context, AccountLease account) {
        return find(context.getRegistry()).map(registry -> new MicrometerMeters(registry, context, account));
    }

    private static Optional<MeterRegistry> find(Registry beans) {
        return find(beans, CompositeMeterRegistry.class).or(() -> find(beans, MeterRegistry.class));
    }

    private static Optional<MeterRegistry> find(Registry beans, Class<? extends MeterRegistry> type) {
        MeterRegistry named = beans.lookupByNameAndType(REGISTRY, type);
        if (named != null) {
            return Optional.of(named);
        }
        Set<? extends MeterRegistry> all = beans.findByType(type);
        return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
    }

    private static double clusterLost(AccountLease account) {
        Instant now = Clock.systemUTC().instant();
        Instant since = account.state().cluster().lostSince();
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }

    private static double tokenAge(AccountLease account) {
        Instant now = Clock.systemUTC().instant();
        Instant since = account.state().token().heldSince();
        return since == null ? Double.NaN : Duration.between(since, now).toMillis() / 1000.0;
    }

    /** Returns null after the close, because a meter registered then would never be removed. */
    private <M extends Meter> M register(Supplier<M> meter) {
        synchronized (registered) {
            if (closed) {
                return null;
            }
            M made = meter.get();
            registered.add(made);
            return made;
        }
    }

    private Counter counter(String name, String unit, String description, Tags tags) {
        return register(() -> Counter.builder(PREFIX + name)
                .description(description)
                .baseUnit(unit)
                .tags(common.and(tags))
                .register(registry));
    }

    private Timer timer(String name, String description, Tags tags) {
        return register(() -> Timer.builder(PREFIX + name)
                .description(description)
                .tags(common.and(tags))
                .register(registry));
    }

    private WorkMeters meters(TrackedCall call) {
        Work work = new Work(call.api(), call.operation());
        WorkMeters known = works.get(work);
        return known != null ? known : works.computeIfAbsent(work, this::open);
    }

    private static Tags tags(Work work) {
        return Tags.of("api", work.api().path(), "operation", work.operation());
    }

    private WorkMeters open(Work work) {
        Tags tags = tags(work);
        boolean upload = work.api() == Api.UPLOAD_SLICE || work.api() == Api.UPLOAD_SINGLE;
        queueOf(work.api());
        return new WorkMeters(
                counter("calls", null, "Requests sent to the platform, including repetitions", tags),
                counter("calls.refused", null, "Requests that the platform refused as too frequent", tags),
                counter("calls.retries", null, "Requests that repeat an earlier one of the same call", tags),
                timer("waiting.time", "The time that calls wait for a token, a permit or their turn to upload", tags),
                upload
                        ? timer("sending.time", "The time to send a content and get the answer", tags)
                        : timer("calling.time", "The time to send a request and get the answer", tags),
                upload ? counter("bytes.sent", "bytes", "Content that the platform has taken", tags) : null);
    }

    /** Registers the gauges of a queue at its first use. */
    private void queueOf(Api api) {
        if (!LimitTable.limited().contains(api) || !queues.add(api)) {
            return;
        }
        gauge("calls.waiting", "Calls of all users of the account that wait in the queue", api, QueueFigures::waiting);
        gauge(
                "calls.limit",
                "The current limit in calls per second",
                api,
                figures -> Double.parseDouble(figures.limit()));
    }

    private interface Figure {
        double of(QueueFigures figures);
    }

    private void gauge(String name, String description, Api api, Figure figure) {
        register(() -> Gauge.builder(
                        PREFIX + name, () -> figure.of(account.queueControl().figures(api.shortName())))
                .description(description)
                .tags(common.and("api", api.path()))
                .register(registry));
    }

    private OperationMeters meters(String operation) {
        OperationMeters known = operations.get(operation);
        return known != null ? known : operations.computeIfAbsent(operation, this::open);
    }

    private OperationMeters open(String operation) {
        Tags tags = Tags.of("operation", operation);
        return new OperationMeters(
                timer("hashing.time", "The time to read a content and compute its MD5", tags),
                counter("bytes.received", "bytes", "Content read from download servers", tags));
    }

    @Override
    public void waits(TrackedCall call) {
        // the gauge shows the call while it waits for the first time
        meters(call);
    }

    @Override
    public void begins(TrackedCall call, long waitedNanos) {
        record(meters(call).waiting(), waitedNanos);
        if (call.upload()) {
            uploads.incrementAndGet();
        }
    }

    @Override
    public void ends(TrackedCall call, long nanos, Throwable failure) {
        WorkMeters meters = meters(call);
        if (call.upload()) {
            uploads.decrementAndGet();
        }
        if (call.sent()) {
            add(meters.calls(), 1);
            add(meters.retries(), call.requests() > 1 ? 1 : 0);
            record(meters.requesting(), nanos);
        }
        if (failure == null) {
            add(meters.bytesSent(), call.bytes());
        } else if (failure instanceof Pan123RateLimitedException) {
            add(meters.refused(), 1);
        } else {
            failed(call, failure);
        }
    }

    @Override
    public void givenUp(TrackedCall call, long waitedNanos, Throwable why) {
        record(meters(call).waiting(), waitedNanos);
        failed(call, why);
    }

    private void failed(TrackedCall call, Throwable failure) {
        // only names of the component, because a tag must not have any number of values
        String exception =
                failure instanceof Pan123Exception ? failure.getClass().getSimpleName() : UNKNOWN;
        Failed key = new Failed(new Work(call.api(), call.operation()), exception);
        add(
                failures.computeIfAbsent(
                        key,
                        any -> counter(
                                "calls.failed",
                                null,
                                "Requests that failed, and calls given up before their request",
                                tags(key.work()).and("exception", exception))),
                1);
    }

    @Override
    public void hashed(String operation, long nanos) {
        record(meters(operation).hashing(), nanos);
    }

    @Override
    public void received(String operation, long bytes) {
        add(meters(operation).bytesReceived(), bytes);
    }

    private static void record(Timer timer, long nanos) {
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static void add(Counter counter, long number) {
        if (counter != null && number > 0) {
            counter.increment(number);
        }
    }

    @Override
    public void close() {
        List<Meter> all;
        synchronized (registered) {
            closed = true;
            all = List.copyOf(registered);
            registered.clear();
        }
        all.forEach(registry::remove);
    }

    @Override
    public String toString() {
        return "The Micrometer meters of the account " + account.label();
    }
}
