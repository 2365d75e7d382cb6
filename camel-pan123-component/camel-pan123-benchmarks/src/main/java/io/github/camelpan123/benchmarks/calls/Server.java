package io.github.camelpan123.benchmarks.calls;

import io.github.camelpan123.simulator.Mode;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The strict simulator with the limits of a free account, and applications that are run against it. */
final class Server implements AutoCloseable {

    private static final String ACCESS_TOKEN = "/api/v1/access_token";
    private static final Set<String> NOT_COUNTED = Set.of(ACCESS_TOKEN, "/api/v1/user/info");
    /** Contents, which are no calls; the platform serves them elsewhere. */
    private static final String CONTENT = "/download";

    private static final long LOOK_MILLIS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** The documented calls a second of a free account. */
    private static final Map<String, Double> LIMITS =
            Map.of("/api/v2/file/list", 5.0, "/upload/v1/file/mkdir", 5.0, "/api/v1/file/delete", 1.0);

    private final Pan123Simulator simulator;
    private final Path tokens;

    /**
     * What an application did.
     *
     * @param calls how many requests of each path, without logins
     * @param seconds between the first and the last of them
     * @param digested bytes that it has read to know what they are, as it says itself
     * @param downloaded bytes that it was sent
     */
    record Seen(Map<String, Long> calls, double seconds, long digested, long downloaded) {

        /** What the documented limits allow at best: a full window at once, the rest a second each. */
        double limitsBound() {
            double bound = 0;
            for (Map.Entry<String, Double> limit : LIMITS.entrySet()) {
                double calls = this.calls.getOrDefault(limit.getKey(), 0L);
                bound = Math.max(bound, calls / limit.getValue());
            }
            return bound;
        }
    }

    Server(Path folder) throws IOException {
        simulator = Pan123Simulator.builder()
                .mode(Mode.STRICT)
                .tier(Tier.FREE)
                .mergePolls(0)
                .keepContent(true)
                .start();
        tokens = folder.resolve("tokens");
    }

    Pan123Simulator simulator() {
        return simulator;
    }

    /** Runs a route in a JVM of its own. */
    Seen run(List<String> jvm, String from, int files, String... to) throws IOException {
        return run(jvm, () -> true, from, files, to);
    }

    /** The same for files of the platform, with which something is done after the route is done with them. */
    Seen run(List<String> jvm, BooleanSupplier over, String from, int files, String... to) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                simulator.baseUrl(),
                simulator.clientId(),
                simulator.clientSecret(),
                tokens.toString(),
                from,
                Integer.toString(files)));
        args.addAll(List.of(to));
        return watch(jvm, over, Client.class, args);
    }

    /** Sends all files of a folder with the bare client. */
    Seen plain(List<String> jvm, Path folder) throws IOException {
        String server = simulator.sliceServerUrls().get(0);
        return watch(jvm, () -> true, PlainUploads.class, List.of(server, token(), folder.toString()));
    }

    private Seen watch(List<String> jvm, BooleanSupplier over, Class<?> main, List<String> args) throws IOException {
        Map<String, Long> before = counts();
        long downloaded = simulator.figures().downloadedBytes();
        Instant start = Instant.now();
        List<String> command = new ArrayList<>(jvm);
        command.add(main.getName());
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Instant first = null;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (over.getAsBoolean() || Instant.now().isAfter(start.plus(LONGEST))) {
                    process.getOutputStream().close();
                }
                // the server keeps the last ten thousand only
                first = first == null
                        ? since(start)
                                .map(RequestRecord::at)
                                .min(Instant::compareTo)
                                .orElse(null)
                        : first;
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(main.getSimpleName() + " ended with " + process.exitValue());
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        long digested = said.startsWith(Client.DIGESTED)
                ? Long.parseLong(said.substring(Client.DIGESTED.length()).strip())
                : 0;
        Instant last = since(start)
                .map(request -> request.at().plus(request.took()))
                .max(Instant::compareTo)
                .orElse(start);
        Map<String, Long> calls = counts();
        before.forEach((path, count) -> calls.merge(path, -count, Long::sum));
        calls.values().removeIf(count -> count == 0);
        return new Seen(
                calls,
                Duration.between(first == null ? last : first, last).toNanos() / 1e9,
                digested,
                simulator.figures().downloadedBytes() - downloaded);
    }

    private Stream<RequestRecord> since(Instant start) {
        return simulator.figures().requests().stream()
                .filter(request -> !NOT_COUNTED.contains(request.path()))
                .filter(request -> request.at().isAfter(start));
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (Map.Entry<String, PathFigures> path : simulator.figures().byPath().entrySet()) {
            if (!NOT_COUNTED.contains(path.getKey()) && !path.getKey().startsWith(CONTENT)) {
                counts.put(path.getKey(), path.getValue().accepted());
            }
        }
        return counts;
    }

    private String token() throws IOException {
        HttpRequest login = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + ACCESS_TOKEN))
                .header("Platform", "open_platform")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"clientID\":\"" + simulator.clientId()
                        + "\",\"clientSecret\":\"" + simulator.clientSecret() + "\"}"))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(login, HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = Pattern.compile("\"accessToken\":\"([^\"]+)\"").matcher(answer);
            if (!token.find()) {
                throw new IOException("no token");
            }
            return token.group(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
