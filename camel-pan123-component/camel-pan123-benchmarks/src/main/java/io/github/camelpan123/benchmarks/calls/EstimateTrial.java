package io.github.camelpan123.benchmarks.calls;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.api.Estimate;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.Mode;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** One random workload: how long the component expects it to take, and how long the platform was busy with it. */
final class EstimateTrial implements AutoCloseable {

    /** Shorter work is over within one window of the limits. */
    private static final double SHORTEST = 5;

    private static final double LONGEST = 25;
    private static final long MOST_SECONDS = 120;
    private static final int CALLS_BEFORE = 20;
    private static final int SLICE = 256 * 1024;
    private static final int PAGE = 100;
    private static final Set<String> NOT_COUNTED = Set.of("/api/v1/access_token", "/api/v1/user/info");

    /** What is drawn, with the largest number of each that a free account does in about twenty seconds. */
    private static final Map<String, Integer> MOST = Map.of(
            "uploads",
            60,
            "slicedUploads",
            40,
            "folders",
            100,
            "lists",
            90,
            "trashes",
            3000,
            "deletes",
            1800,
            "moves",
            4000,
            "renames",
            1000,
            "copies",
            40,
            "downloads",
            40);

    private static final int MOST_VIDEOS = 10;

    private final long seed;
    private final boolean vip;
    private final Pan123Simulator simulator;
    private final AccountDrive drive;
    private final CamelContext context;
    private final Map<String, AsyncProducer> producers = new LinkedHashMap<>();

    /**
     * The outcome.
     *
     * @param seed makes the same workload again
     * @param work what was done
     * @param estimate what was expected
     * @param seconds between the first and the last call
     */
    record Outcome(long seed, Map<String, Integer> work, Estimate estimate, double seconds) {

        double expected() {
            return estimate.expected().toNanos() / 1e9;
        }

        double error() {
            return expected() / seconds - 1;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "%20d %-4s %7.2f %7.2f %+6.1f %%  %-20s %s",
                    seed,
                    estimate.vip() ? "vip" : "free",
                    expected(),
                    seconds,
                    100 * error(),
                    estimate.boundBy(),
                    work);
        }
    }

    EstimateTrial(long seed) throws IOException {
        this.seed = seed;
        vip = new Random(~seed).nextInt(3) == 0;
        simulator = Pan123Simulator.builder()
                .mode(Mode.STRICT)
                .tier(vip ? Tier.VIP : Tier.FREE)
                .sliceSize(SLICE)
                .mergePolls(0)
                .transcodeTime(Duration.ofSeconds(1))
                .start();
        drive = simulator.drive();
        context = new DefaultCamelContext();
        Pan123Component component = new Pan123Component();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setClientId(simulator.clientId());
        component.getConfiguration().setClientSecret(simulator.clientSecret());
        component
                .getConfiguration()
                .setTier(
                        vip
                                ? io.github.camelpan123.account.ratelimit.Tier.vip
                                : io.github.camelpan123.account.ratelimit.Tier.free);
        context.addComponent("pan123", component);
        context.disableJMX();
        context.start();
    }

    Outcome run() {
        // an application that has run for a while knows how long answers take
        for (int i = 0; i < CALLS_BEFORE; i++) {
            context.createProducerTemplate().requestBody("pan123:userInfo", (Object) null);
        }
        Random random = new Random(seed);
        Map<String, Integer> work;
        Estimate estimate;
        do {
            work = draw(random);
            estimate = context.createProducerTemplate().requestBody("pan123:estimate", work, Estimate.class);
        } while (estimate.expected().toMillis() < SHORTEST * 1000
                || estimate.expected().toMillis() > LONGEST * 1000);
        List<CompletableFuture<?>> done = new ArrayList<>();
        List<Runnable> begin = new ArrayList<>();
        work.forEach((item, count) -> begin.add(prepared(item, count, done)));
        Instant start = Instant.now();
        begin.forEach(Runnable::run);
        done.forEach(one -> one.orTimeout(MOST_SECONDS, TimeUnit.SECONDS).join());
        return new Outcome(seed, work, estimate, seconds(start));
    }

    private Map<String, Integer> draw(Random random) {
        Map<String, Integer> work = new LinkedHashMap<>();
        // in the order of their names, because the order of a map differs from run to run
        MOST.keySet().stream().sorted().forEach(item -> {
            if (random.nextInt(3) == 0) {
                work.put(item, 1 + random.nextInt(MOST.get(item) * (vip ? 3 : 1)));
            }
        });
        if (random.nextInt(3) == 0) {
            work.put("transcodes", 1 + random.nextInt(MOST_VIDEOS));
        }
        return work;
    }

    private double seconds(Instant start) {
        List<RequestRecord> requests = simulator.figures().requests().stream()
                .filter(request -> !NOT_COUNTED.contains(request.path()))
                .filter(request -> request.at().isAfter(start))
                .toList();
        Instant first =
                requests.stream().map(RequestRecord::at).min(Instant::compareTo).orElse(start);
        Instant last = requests.stream()
                .map(request -> request.at().plus(request.took()))
                .max(Instant::compareTo)
                .orElse(start);
        return Duration.between(first, last).toNanos() / 1e9;
    }

    /** Makes what the work needs and returns what begins it. */
    private Runnable prepared(String item, int count, List<CompletableFuture<?>> done) {
        return switch (item) {
            case "uploads" -> each(count, done, i -> upload("", "u" + i));
            case "slicedUploads" -> each(count, done, i -> upload("&uploadMode=sliced", "s" + i));
            case "folders" ->
                each(count, done, i -> send("createDirectory?parentFileId=0", null, "OverrideFileName", "new" + i));
            case "lists" -> {
                long folder = drive.addFolder("/listed");
                files("/listed/l", count * PAGE);
                yield () -> done.add(CompletableFuture.runAsync(() -> {
                    Iterator<?> entries = context.createProducerTemplate()
                            .requestBody("pan123:listFiles?parentFileId=" + folder, null, Iterator.class);
                    while (entries.hasNext()) {
                        entries.next();
                    }
                }));
            }
            case "trashes" -> all("trash", files("/t", count), done);
            case "deletes" -> all("delete", files("/d", count), done);
            case "moves" -> all("move?targetParentFileId=" + drive.addFolder("/moved"), files("/m", count), done);
            case "renames" -> {
                Map<Long, String> names = new LinkedHashMap<>();
                files("/n", count).forEach(id -> names.put(id, "renamed" + id));
                yield all("rename", names, done);
            }
            case "copies" -> {
                List<Long> ids = files("/c", count);
                String uri = "copy?targetParentFileId=" + drive.addFolder("/copies");
                yield each(count, done, i -> send(uri, ids.get(i)));
            }
            case "downloads" -> {
                List<Long> ids = files("/g", count);
                yield each(count, done, i -> send("downloadUrl", ids.get(i)));
            }
            case "transcodes" -> {
                List<Long> ids = IntStream.range(0, count)
                        .mapToObj(i -> drive.addFile("/v" + i + ".mp4", bytes("video" + i)))
                        .toList();
                yield each(count, done, i -> send("transcode?resolutions=480P", ids.get(i)));
            }
            default -> throw new IllegalArgumentException(item);
        };
    }

    private static Runnable each(int count, List<CompletableFuture<?>> done, IntFunction<CompletableFuture<?>> one) {
        return () -> IntStream.range(0, count).forEach(i -> done.add(one.apply(i)));
    }

    private Runnable all(String operation, Object body, List<CompletableFuture<?>> done) {
        return () -> done.add(send(operation, body));
    }

    private CompletableFuture<?> upload(String more, String name) {
        return send("upload?parentFileId=0" + more, bytes("content of " + name), "OverrideFileName", name);
    }

    private List<Long> files(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> drive.addFile(prefix + i, bytes(prefix + i)))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends without a thread that waits, as a route does. */
    private CompletableFuture<?> send(String operation, Object body, String... header) {
        AsyncProducer producer = producers.computeIfAbsent(operation, this::producer);
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        if (header.length > 0) {
            exchange.getMessage().setHeader("CamelPan123" + header[0], header[1]);
        }
        CompletableFuture<Object> done = new CompletableFuture<>();
        producer.process(exchange, sync -> {
            if (exchange.getException() == null) {
                done.complete(exchange);
            } else {
                done.completeExceptionally(exchange.getException());
            }
        });
        return done;
    }

    private AsyncProducer producer(String operation) {
        try {
            AsyncProducer producer = context.getEndpoint("pan123:" + operation).createAsyncProducer();
            context.addService(producer);
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
        simulator.close();
    }
}
