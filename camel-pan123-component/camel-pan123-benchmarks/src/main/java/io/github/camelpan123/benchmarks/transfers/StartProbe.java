package io.github.camelpan123.benchmarks.transfers;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts a context with one route, and tells how long that took and how many threads there are when nothing is done. */
public final class StartProbe {

    private static final long IDLE_SECONDS = 1;

    private StartProbe() {}

    /**
     * Prints seconds and threads.
     *
     * @param args the URI that the route leads to
     * @throws Exception if the context does not start
     */
    public static void main(String[] args) throws Exception {
        int before = Thread.activeCount();
        long start = System.nanoTime();
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(args[0]);
            }
        });
        context.start();
        double seconds = (System.nanoTime() - start) / 1e9;
        // threads that were needed to start only may be gone then
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        System.out.println(seconds + " " + (Thread.activeCount() - before));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
