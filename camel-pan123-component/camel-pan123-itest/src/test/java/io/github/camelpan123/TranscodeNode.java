package io.github.camelpan123;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** A process of its own with one route from finished transcodes, to be killed. */
final class TranscodeNode {

    private TranscodeNode() {}

    /**
     * Starts one.
     *
     * @param log gets the id of each video, a line an exchange, when it begins; null where an exchange has no video
     * @param uri where the route begins; {@code #seen} is a repository in the folder of the log
     * @param limits short names to calls a second
     */
    static Process start(SimulatedPlatform platform, Path log, String heap, String uri, Map<String, String> limits)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TranscodeNode.class.getName(),
                platform.simulator.baseUrl(),
                platform.simulator.clientId(),
                platform.simulator.clientSecret(),
                log.toString(),
                uri));
        limits.forEach((name, rate) -> command.add(name + "=" + rate));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(log + ".out"))
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path log = Path.of(args[3]);
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(args[0]);
        options.setClientId(args[1]);
        options.setClientSecret(args[2]);
        options.setTier(io.github.camelpan123.account.ratelimit.Tier.free);
        options.setTokenStore(Pan123Converters.toTokenStore("file:" + log.resolveSibling("tokens")));
        options.setWatchListDirectory(log.resolveSibling("watch").toString());
        Map<String, Object> limits = new HashMap<>();
        for (int i = 5; i < args.length; i++) {
            limits.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        options.setRateLimits(limits.isEmpty() ? null : limits);
        context.addComponent("pan123", component);
        context.getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                log.resolveSibling("seen").toFile()));
        OutputStream out = new FileOutputStream(log.toFile(), true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(args[4])
                        .process(exchange -> out.write((exchange.getMessage().getHeader(Pan123Constants.FILE_ID) + "\n")
                                .getBytes(StandardCharsets.US_ASCII)));
            }
        });
        context.start();
        new CountDownLatch(1).await();
    }
}
