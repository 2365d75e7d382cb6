package io.github.camelpan123.quickstart;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Constants;
import io.github.camelpan123.Pan123ProgressEvent;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Listens to the routes: shows how the job goes on, knows when it is over, and sums it up. Camel finds it as a bean
 * and adds it to the context.
 */
final class JobReport extends EventNotifierSupport {

    private final int filesExpected;
    private final Runnable stop;
    private final Display display = new Display(System.out, Display.terminal());
    private final long startedAt = System.nanoTime();

    // by name, because a consumer delivers again what has failed
    private final Set<String> files = new HashSet<>();
    private final Set<String> failures = new HashSet<>();
    private final Set<String> videos = new HashSet<>();
    private final Set<String> videosStarted = new HashSet<>();
    // those of an earlier run too, and perhaps before it is known that they were started
    private final Set<String> videosEnded = new HashSet<>();

    private long bytes;
    private long bytesSent;
    private int reuseHits;
    private int skipped;
    private boolean over;
    private CamelContext context;

    JobReport(int filesExpected, Runnable stop) {
        this.filesExpected = filesExpected;
        this.stop = stop;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
    }

    synchronized int failures() {
        return failures.size();
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        if (event instanceof Pan123ProgressEvent progress && progress.isFolder()) {
            display.folder(
                    progress.getFileName(),
                    progress.getFilesDone(),
                    progress.getFilesTotal(),
                    progress.getDone(),
                    progress.getExpectedEnd());
        } else if (event instanceof Pan123ProgressEvent progress) {
            display.progress(progress.getFileName(), progress.getPhase(), progress.getDone(), progress.getTotal());
        } else if (event instanceof ExchangeSentEvent sent) {
            sent(sent.getEndpoint().getEndpointUri(), sent.getExchange());
        } else if (event instanceof ExchangeCompletedEvent completed) {
            completed(completed.getExchange());
        } else if (event instanceof ExchangeFailedEvent failed) {
            failed(failed.getExchange());
        }
        if (!over && files.size() >= filesExpected && videosEnded.containsAll(videosStarted)) {
            over = true;
            display.line("");
            summary(display.out());
            stop.run();
        }
    }

    private void sent(String uri, Exchange exchange) {
        if (exchange.getException() != null) {
            return;
        }
        if (uri.startsWith("pan123://upload")) {
            uploaded(exchange);
        } else if (uri.startsWith("seda://transcode")) {
            videosStarted.add(video(exchange));
        } else if (uri.startsWith("log://transcodeFailed")) {
            videosEnded.add(video(exchange));
            failures.add(video(exchange));
            display.line("not transcoded: " + exchange.getProperty("videoName"));
        } else if (uri.startsWith("pan123://transcode?")) {
            display.line("transcoding to " + exchange.getMessage().getHeader(Pan123Constants.RESOLUTIONS));
        } else if (uri.startsWith("pan123://transcodeDelete")) {
            videosEnded.add(video(exchange));
            videos.add(video(exchange));
            display.line("came back: " + exchange.getProperty("videoName"));
        }
        context = exchange.getContext();
    }

    private void completed(Exchange exchange) {
        String route = exchange.getFromRouteId();
        if ("upload".equals(route)) {
            // only now it is known whether it went on to be transcoded
            files.add(file(exchange));
        } else if ("transcode".equals(route)
                && exchange.getProperty(Exchange.DUPLICATE_MESSAGE, false, Boolean.class)) {
            videosEnded.add(video(exchange));
        }
    }

    private void uploaded(Exchange exchange) {
        long size = exchange.getMessage().getHeader(Pan123Constants.SIZE, 0L, Long.class);
        bytes += size;
        boolean reused = exchange.getMessage().getHeader(Pan123Constants.REUSE, false, Boolean.class);
        boolean same = exchange.getMessage().getHeader(Pan123Constants.SKIPPED, false, Boolean.class);
        String how = "uploaded";
        if (same) {
            skipped++;
            how = "unchanged, skipped";
        } else if (reused) {
            reuseHits++;
            how = "instant, no byte sent";
        } else {
            bytesSent += size;
        }
        display.line(exchange.getMessage().getHeader(Pan123Constants.FILE_NAME) + ": " + how);
    }

    private void failed(Exchange exchange) {
        String route = exchange.getFromRouteId();
        failures.add("upload".equals(route) ? file(exchange) : video(exchange));
        display.line("failed in route " + route + ": " + exchange.getException());
        if ("upload".equals(route)) {
            files.add(file(exchange));
        } else {
            videosEnded.add(video(exchange));
        }
    }

    private static String file(Exchange exchange) {
        return String.valueOf(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
    }

    private static String video(Exchange exchange) {
        String name = exchange.getProperty("videoName", String.class);
        return name == null ? file(exchange) : name;
    }

    private void summary(PrintStream out) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d files, %,d bytes (%,d sent) in %.1f s; %d instant uploads, %d unchanged, %d videos back, %d failures%n",
                files.size(),
                bytes,
                bytesSent,
                seconds,
                reuseHits,
                skipped,
                videos.size(),
                failures.size());
        if (context == null) {
            return;
        }
        out.printf("%-44s %6s %10s %9s%n", "call", "made", "limit/s", "refused");
        for (QueueFigures queue :
                context.getComponent("pan123", Pan123Component.class).queues()) {
            out.printf(
                    "%-44s %6d %10s %9d%n",
                    queue.path(), queue.sent(), queue.limit() + (queue.documented() ? "" : "*"), queue.refused());
        }
        out.println("* not documented by the platform: a cautious guess, or bounded by the number in flight (-)");
    }
}
