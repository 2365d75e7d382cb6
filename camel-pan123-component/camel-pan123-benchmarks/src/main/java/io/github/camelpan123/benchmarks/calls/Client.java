package io.github.camelpan123.benchmarks.calls;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123ProgressEvent;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.benchmarks.EarlierBuild;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * A user's application in a JVM of its own: a route that works on so many files and then ends. It uses nothing that
 * earlier builds of the component do not have, so that it can run with one of them as well.
 */
public final class Client {

    private static final int THREADS = 16;
    private static final long MOST_HOURS = 2;
    private static final int FIRST_STEP = 6;
    /** What a step begins with that is not the URI of an endpoint but a new body. */
    static final String BODY = "body=";
    /** A step behind which each file is on its own that the body before lists. */
    static final String SPLIT = "split";
    /** What a line begins with that tells how many bytes were digested. */
    static final String DIGESTED = "digested ";

    private static final String REMOTE = "pan123:";

    private Client() {}

    /**
     * Ends with 1 if something failed.
     *
     * @param args base URL, client id and secret, folder for the token, URI that files come from, how many of them,
     *     and the steps they go through
     * @throws Exception if the context does not start
     */
    public static void main(String[] args) throws Exception {
        CamelContext context = new DefaultCamelContext();
        Pan123Component component = new Pan123Component();
        component.getConfiguration().setBaseUrl(args[0]);
        component.getConfiguration().setClientId(args[1]);
        component.getConfiguration().setClientSecret(args[2]);
        EarlierBuild.bind(
                context, component.getConfiguration(), "tokenStore", EarlierBuild.fileTokenStore(Path.of(args[3])));
        EarlierBuild.bind(context, component.getConfiguration(), "tier", "free");
        context.addComponent("pan123", component);
        CountDownLatch left = new CountDownLatch(Integer.parseInt(args[5]));
        AtomicReference<Exception> failure = new AtomicReference<>();
        AtomicLong digested = digested(context);
        context.addRoutes(route(args, left, failure));
        context.start();
        boolean done = left.await(MOST_HOURS, TimeUnit.HOURS);
        if (failure.get() != null) {
            failure.get().printStackTrace();
        }
        if (args[4].startsWith(REMOTE)) {
            // what is done with files after they were read is seen by the platform, which then ends the input
            System.in.readAllBytes();
            context.stop();
        }
        System.out.println(DIGESTED + digested);
        System.out.flush();
        // whatever else it would do on stopping is not what is measured
        Runtime.getRuntime().halt(done && failure.get() == null ? 0 : 1);
    }

    /** Counts the bytes of contents that were read to know what they are. */
    private static AtomicLong digested(CamelContext context) {
        AtomicLong digested = new AtomicLong();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress
                        && progress.getPhase().equals("HASH")
                        && progress.getDone() == progress.getTotal()) {
                    digested.addAndGet(progress.getTotal());
                }
            }
        });
        return digested;
    }

    private static RouteBuilder route(String[] args, CountDownLatch left, AtomicReference<Exception> failure) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .process(exchange -> failure.compareAndSet(
                                null, exchange.getProperty("CamelExceptionCaught", Exception.class)))
                        .process(exchange -> left.countDown());
                ProcessorDefinition<?> route = from(args[4]);
                if (!args[4].startsWith(REMOTE)) {
                    route = route.threads(THREADS);
                }
                for (int i = FIRST_STEP; i < args.length; i++) {
                    if (args[i].equals(SPLIT)) {
                        route = route.split(body())
                                .streaming()
                                .parallelProcessing()
                                .filter(exchange -> !exchange.getMessage()
                                        .getBody(FileEntry.class)
                                        .directory());
                    } else if (args[i].startsWith(BODY)) {
                        route.setBody(simple(args[i].substring(BODY.length())));
                    } else {
                        route.to(args[i]);
                    }
                }
                route.process(exchange -> left.countDown());
            }
        };
    }
}
