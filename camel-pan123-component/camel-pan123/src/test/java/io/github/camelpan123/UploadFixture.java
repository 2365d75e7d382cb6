package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What tests of uploads have in common. */
final class UploadFixture {

    static final String CREATE = "/upload/v2/file/create";
    static final String SLICES = "/upload/v2/file/slice";
    static final String COMPLETE = "/upload/v2/file/upload_complete";
    static final String SINGLE = "/upload/v2/file/single/create";
    static final String LIST = "/api/v2/file/list";
    static final String INFOS = "/api/v1/file/infos";

    private static final Map<CamelContext, Map<String, AsyncProducer>> PROCESSORS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private UploadFixture() {}

    /** Calls the endpoint without a thread that waits, as a route does. */
    private static AsyncProducer producer(CamelContext context, String uri) {
        try {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            context.addService(producer);
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bytes for the same size. */
    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends without waiting. */
    static CompletableFuture<Exchange> begin(CamelContext context, String uri, Object body, Map<String, ?> headers) {
        Exchange exchange = context.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        PROCESSORS
                .computeIfAbsent(context, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(uri, any -> producer(context, uri))
                .process(exchange, sync -> done.complete(exchange));
        return done;
    }

    static CompletableFuture<Exchange> begin(CamelContext context, String uri, Object body, String name) {
        return begin(context, uri, body, Map.of(Pan123Constants.OVERRIDE_FILE_NAME, name));
    }

    /** Waits for the end of all. */
    static List<Exchange> all(List<CompletableFuture<Exchange>> exchanges, int seconds) {
        List<Exchange> done = new ArrayList<>();
        exchanges.forEach(exchange ->
                done.add(exchange.orTimeout(seconds, TimeUnit.SECONDS).join()));
        return done;
    }

    static Exchange succeed(CompletableFuture<Exchange> exchange) {
        Exchange done = exchange.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(done.getException()).isNull();
        return done;
    }

    static Throwable fail(CompletableFuture<Exchange> exchange) {
        Exchange done = exchange.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(done.getException()).isNotNull();
        return done.getException();
    }
}
