package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultInflightRepository;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stopping ends sending. */
class UploadStopTest {

    private static final int SLICE = 10_000;
    private static final byte[] CONTENT = content(400 * SLICE);
    /** So many slices have arrived when an upload is stopped. */
    private static final int BEGUN = 8;

    /** Counted down when whoever stops a route has seen that it has to wait for its exchanges. */
    private final CountDownLatch waitedFor = new CountDownLatch(1);

    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).sliceSize(SLICE))
                .unhurried();
        platform.simulator.faults().on(SLICES).always().delay(Duration.ofMillis(50));
        platform.context.setInflightRepository(new DefaultInflightRepository() {
            @Override
            public int size(String routeId) {
                int exchanges = super.size(routeId);
                if (exchanges > 0) {
                    waitedFor.countDown();
                }
                return exchanges;
            }
        });
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in")
                        .routeId("up")
                        .process(exchange -> exchange.getExchangeExtension()
                                .addOnCompletion(new org.apache.camel.support.SynchronizationAdapter() {
                                    @Override
                                    public void onFailure(Exchange failed) {
                                        failures.add(failed.getException());
                                    }
                                }))
                        .to("pan123:upload?fileName=a.bin&uploadMode=sliced");
            }
        });
    }

    private void upload(byte[] content) {
        platform.template.sendBody("seda:in?waitForTaskToComplete=Never", content);
        await().until(() -> platform.calls(SLICES) >= BEGUN);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** What was under way at the moment of stopping may arrive; nothing may follow. */
    private void requireNothingSent() {
        AtomicLong last = new AtomicLong();
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> {
            long now = platform.calls(SLICES);
            return last.getAndSet(now) == now;
        });
        assertThat(last.get()).isLessThan(400);
        assertThat(platform.simulator.drive().count()).isZero();
    }

    private void requireTypedFailure() {
        await().untilAsserted(() -> assertThat(failures).hasSize(1));
        assertThat(failures.get(0)).isInstanceOf(Pan123ShutdownException.class);
    }

    @Test
    void stoppingTheRouteEndsItsUploads() throws Exception {
        upload(CONTENT);
        platform.context.getRouteController().stopRoute("up", 500, TimeUnit.MILLISECONDS);
        requireNothingSent();
        requireTypedFailure();
    }

    @Test
    void stoppingTheContextEndsItsUploads() {
        upload(CONTENT);
        platform.context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        platform.context.getShutdownStrategy().setTimeout(500);
        platform.context.stop();
        requireNothingSent();
        requireTypedFailure();
    }

    /** Whoever reads the stream would be its own second thread by then, and wait for itself. */
    @Test
    void aStreamThatEndsAfterItsContextDoesNotHoldItsReader() throws Exception {
        upload(CONTENT);
        BlockingQueue<Integer> last = new SynchronousQueue<>();
        AtomicReference<Thread> reader = new AtomicReference<>();
        InputStream stream = new SequenceInputStream(new ByteArrayInputStream(CONTENT), new InputStream() {
            @Override
            public int read() throws IOException {
                reader.set(Thread.currentThread());
                try {
                    return last.take();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        CompletableFuture<Exchange> upload =
                UploadFixture.begin(platform.context, "pan123:upload?uploadMode=sliced", stream, "stream.bin");
        await().atMost(Duration.ofMinutes(1)).until(() -> reader.get() != null);
        platform.context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        platform.context.getShutdownStrategy().setTimeout(500);
        platform.context.stop();
        assertThat(UploadFixture.fail(upload)).isInstanceOf(Pan123ShutdownException.class);
        last.put(-1);
        await().atMost(Duration.ofMinutes(1)).until(() -> !reader.get().isAlive());
    }

    @Test
    void aRouteThatMayFinishItsUploadDoes() throws Exception {
        byte[] content = content(40 * SLICE);
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws InterruptedException {
                if (event instanceof Pan123ProgressEvent && platform.calls(SLICES) >= BEGUN) {
                    waitedFor.await();
                }
            }
        });
        upload(content);
        platform.simulator.faults().clear();
        platform.context.getRouteController().stopRoute("up", 30, TimeUnit.SECONDS);
        assertThat(waitedFor.getCount()).as("whether it was in progress").isZero();
        assertThat(failures).isEmpty();
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(content);
    }
}
