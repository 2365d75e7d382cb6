package io.github.camelpan123.benchmarks.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The bare HTTP client in a JVM of its own: sends files to the root in one request each, and does nothing else. */
public final class PlainUploads {

    private static final int THREADS = 16;

    private PlainUploads() {}

    /**
     * Ends with 1 if something was refused.
     *
     * @param args URL of an upload server, token, folder
     * @throws Exception if files cannot be read
     */
    public static void main(String[] args) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(args[2]))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(THREADS)
                        .setMaxConnPerRoute(THREADS)
                        .build())
                .disableAutomaticRetries()
                .build()) {
            for (int i = 0; i < THREADS; i++) {
                threads.submit(() -> {
                    for (int file = next.getAndIncrement(); file < files.size(); file = next.getAndIncrement()) {
                        if (send(client, args[0], args[1], files.get(file), "plain" + file)) {
                            sent.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.HOURS);
        }
        System.exit(sent.get() == files.size() ? 0 : 1);
    }

    private static boolean send(CloseableHttpClient client, String url, String token, Path file, String name)
            throws IOException, NoSuchAlgorithmException {
        byte[] content = Files.readAllBytes(file);
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        HttpPost request = new HttpPost(url + "/upload/v2/file/single/create");
        request.setHeader("Platform", "open_platform");
        request.setHeader("Authorization", "Bearer " + token);
        request.setEntity(MultipartEntityBuilder.create()
                .addTextBody("parentFileID", "0")
                .addTextBody("filename", name)
                .addTextBody("etag", md5)
                .addTextBody("size", Integer.toString(content.length))
                .addBinaryBody("file", content, ContentType.APPLICATION_OCTET_STREAM, "file")
                .build());
        return client.execute(request, response -> EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8))
                .contains("\"code\":0");
    }
}
