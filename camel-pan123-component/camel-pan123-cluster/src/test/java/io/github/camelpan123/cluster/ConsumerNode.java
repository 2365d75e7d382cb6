package io.github.camelpan123.cluster;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.Pan123Constants;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Api;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A node that consumes files or transcodes with a shared repository. Of each piece it makes one call that the server
 * counts: the download of a file, or the query of the jobs of a video.
 */
final class ConsumerNode implements AutoCloseable {

    private final CamelContext context;
    private final AutoCloseable repository;

    private ConsumerNode(CamelContext context, AutoCloseable repository) {
        this.context = context;
        this.repository = repository;
    }

    /**
     * Starts one.
     *
     * @param platform base URL, client id and secret
     * @param uri where the route begins; {@code #seen} is the shared repository
     * @param before is called in each exchange before the call that the server counts
     */
    static ConsumerNode start(List<String> platform, int number, List<String> repository, String uri, Processor before)
            throws Exception {
        return start(platform, number, repository, uri, before, context -> {});
    }

    static ConsumerNode start(
            List<String> platform,
            int number,
            List<String> repository,
            String uri,
            Processor before,
            Consumer<CamelContext> changes)
            throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(platform.get(0));
        options.setClientId(platform.get(1));
        options.setClientSecret(platform.get(2));
        options.setTier(Tier.free);
        Map<String, Object> limits = new HashMap<>();
        for (Api api : Api.values()) {
            if (api != Api.UPLOAD_SLICE && api != Api.UPLOAD_SINGLE) {
                limits.put(api.shortName(), "1000");
            }
        }
        options.setRateLimits(limits);
        context.addComponent("pan123", component);
        changes.accept(context);
        SharedRepository.Opened opened = SharedRepository.open(context, number, repository);
        context.getRegistry().bind("seen", opened.repository());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                boolean files = uri.contains("listFiles");
                from(uri).process(before).process(exchange -> {
                    if (files) {
                        exchange.getMessage().getMandatoryBody(byte[].class);
                    } else {
                        long id = exchange.getMessage().getHeader(Pan123Constants.FILE_ID, Long.class);
                        exchange.getContext()
                                .createFluentProducerTemplate()
                                .to("pan123:transcodeRecord?fileId=" + id)
                                .request();
                    }
                });
            }
        });
        ConsumerNode node = new ConsumerNode(context, opened.connection());
        try {
            context.start();
        } catch (Exception e) {
            node.close();
            throw e;
        }
        return node;
    }

    @Override
    public void close() throws Exception {
        context.stop();
        repository.close();
    }

    /**
     * Consumes until it is killed, and says so of each piece.
     *
     * @param args base URL, client id, secret, number, URI, the piece at which it stays, and the repository
     */
    public static void main(String[] args) throws Exception {
        int stays = Integer.parseInt(args[5]);
        int[] pieces = {0};
        start(
                Arrays.asList(args).subList(0, 3),
                Integer.parseInt(args[3]),
                Arrays.asList(args).subList(6, args.length),
                args[4],
                exchange -> {
                    boolean last = ++pieces[0] == stays;
                    System.out.println(
                            (last ? "holds " : "does ") + exchange.getMessage().getHeader(Pan123Constants.FILE_ID));
                    if (last) {
                        new CountDownLatch(1).await();
                    }
                });
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
