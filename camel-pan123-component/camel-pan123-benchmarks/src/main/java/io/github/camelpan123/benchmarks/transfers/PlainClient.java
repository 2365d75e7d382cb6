package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plainest correct client in Java: digest the file, create, send the slices one by one, complete. */
final class PlainClient {

    private static final String BOUNDARY = "----plain-3f2c9a";
    private static final int BUFFER = 64 * 1024;

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PlainClient(String url) {
        this.url = url;
    }

    void upload(Path file, String name) throws IOException {
        String created = post(
                Api.UPLOAD_CREATE.path(),
                "application/json",
                HttpRequest.BodyPublishers.ofString("{\"parentFileID\":0,\"filename\":\"" + name + "\",\"etag\":\""
                        + digest(file) + "\",\"size\":" + Files.size(file) + "}"));
        String session = field(created, "\"preuploadID\":\"([^\"]*)\"");
        int sliceSize = Integer.parseInt(field(created, "\"sliceSize\":(\\d+)"));
        try (InputStream in = Files.newInputStream(file)) {
            int number = 1;
            for (byte[] slice = in.readNBytes(sliceSize); slice.length > 0; slice = in.readNBytes(sliceSize)) {
                post(
                        Api.UPLOAD_SLICE.path(),
                        "multipart/form-data; boundary=" + BOUNDARY,
                        HttpRequest.BodyPublishers.concat(
                                text(
                                        part("preuploadID", session)
                                                + part("sliceNo", Integer.toString(number))
                                                + part("sliceMD5", hex(md5().digest(slice)))
                                                + "--" + BOUNDARY
                                                + "\r\nContent-Disposition: form-data; name=\"slice\"; filename=\"slice\"\r\n\r\n"),
                                HttpRequest.BodyPublishers.ofByteArray(slice),
                                text("\r\n--" + BOUNDARY + "--\r\n")));
                number++;
            }
        }
        String completed = post(
                Api.UPLOAD_COMPLETE.path(),
                "application/json",
                HttpRequest.BodyPublishers.ofString("{\"preuploadID\":\"" + session + "\"}"));
        field(completed, "\"completed\":(true)");
    }

    /** The MD5 of a file, by one thread. */
    static String digest(Path file) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest.digest());
    }

    private String post(String path, String type, HttpRequest.BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Platform", "open_platform")
                .header("Authorization", "Bearer t")
                .header("Content-Type", type)
                .POST(body)
                .build();
        try {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            field(answer, "\"code\":(0),");
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String part(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static HttpRequest.BodyPublisher text(String text) {
        return HttpRequest.BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }

    private static String field(String answer, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + answer);
        }
        return matcher.group(1);
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
