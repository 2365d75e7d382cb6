package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.benchmarks.EarlierBuild;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The component as a route has it, in a context, with its limits out of the way. */
final class Component implements AutoCloseable {

    private static final String NO_LIMIT = "100000";
    private static final long MOST_MINUTES = 10;
    /** The calls of uploads and downloads that have a limit, by their short names. */
    private static final List<String> LIMITED = List.of(
            "accessToken",
            "userInfo",
            "fileListV2",
            "mkdir",
            "uploadCreate",
            "uploadComplete",
            "uploadDomain",
            "fileDetail",
            "fileInfos",
            "downloadInfo");

    private final AtomicInteger names = new AtomicInteger();
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    Component(String url) {
        this(url, plain -> {});
    }

    /** @param beans gets the context before it is started */
    Component(String url, Consumer<CamelContext> beans) {
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(url);
        options.setClientId("id");
        options.setClientSecret("secret");
        EarlierBuild.bind(context, options, "tier", "free");
        Map<String, Object> limits = new HashMap<>();
        LIMITED.forEach(call -> limits.put(call, NO_LIMIT));
        options.setRateLimits(limits);
        context.addComponent("pan123", component);
        beans.accept(context);
        context.start();
        template = context.createProducerTemplate();
    }

    Pan123Configuration options() {
        return context.getComponent("pan123", Pan123Component.class).getConfiguration();
    }

    Endpoint endpoint(String uri) {
        return context.getEndpoint(uri);
    }

    /** The beginning of a route to an endpoint, which leaves streams as they are. */
    Endpoint routeTo(Endpoint endpoint) throws IOException {
        String start = "direct:route" + context.getRoutesSize();
        try {
            RouteBuilder.addRoutes(context, routes -> {
                routes.errorHandler(routes.noErrorHandler());
                routes.from(start).streamCache("false").to(endpoint);
            });
        } catch (Exception e) {
            throw new IOException(e);
        }
        return endpoint(start);
    }

    /** Uploads all files of a folder by a plain route, which is there for that only. */
    void uploadFolder(Path folder, int files) throws IOException {
        CountDownLatch left = new CountDownLatch(files);
        AtomicReference<Exception> failure = new AtomicReference<>();
        String id = "folder" + names.incrementAndGet();
        try {
            RouteBuilder.addRoutes(context, routes -> {
                routes.errorHandler(routes.noErrorHandler());
                routes.from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                        .routeId(id)
                        .onCompletion()
                        .process(exchange -> {
                            failure.compareAndSet(null, exchange.getException());
                            left.countDown();
                        })
                        .end()
                        .to("pan123:upload?uploadMode=sliced");
            });
            if (!left.await(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(left.getCount() + " files were not uploaded");
            }
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        if (failure.get() != null) {
            throw new IOException(failure.get());
        }
    }

    /** Uploads a body and throws what went wrong. */
    void upload(Endpoint endpoint, Object body, String name) throws IOException {
        Exchange exchange = template.send(endpoint, sent -> {
            sent.getMessage().setBody(body);
            sent.getMessage().setHeader("CamelFileName", name);
        });
        if (exchange.getException() != null) {
            throw new IOException(exchange.getException());
        }
    }

    /**
     * Uploads bodies as a route does that goes on while its steps work: the next one is begun before the last one has ended.
     *
     * @param name of the next file
     * @param most how many may be under way at once
     */
    void uploadAll(Endpoint endpoint, List<byte[]> bodies, Supplier<String> name, int most) throws IOException {
        Semaphore free = new Semaphore(most);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (AsyncProducer producer = endpoint.createAsyncProducer()) {
            producer.start();
            for (byte[] body : bodies) {
                free.acquire();
                Exchange exchange = endpoint.createExchange();
                exchange.getMessage().setBody(body);
                exchange.getMessage().setHeader("CamelFileName", name.get());
                producer.process(exchange, doneSync -> {
                    failure.compareAndSet(null, exchange.getException());
                    free.release();
                });
            }
            free.acquire(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (Exception e) {
            throw new IOException(e);
        }
        if (failure.get() != null) {
            throw new IOException(failure.get());
        }
    }

    /** Reads a file to its end, as the next step of a route does. */
    long download(Endpoint endpoint, long file, byte[] buffer) throws IOException {
        try (Producer producer = endpoint.createProducer()) {
            producer.start();
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(file);
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                long all = 0;
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    all += read;
                }
                return all;
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
