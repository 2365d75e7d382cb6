package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plain HTTP client that knows nothing of the platform but its headers; it belongs to the tests, not to the component. */
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "----test-boundary-7d1";

    private final HttpClient http;
    private final String base;
    private final String id;
    private final String secret;
    private String token;

    ApiClient(Pan123Simulator simulator) {
        this(simulator.baseUrl(), simulator.clientId(), simulator.clientSecret(), HttpClient.newHttpClient());
    }

    ApiClient(String base, String id, String secret, HttpClient http) {
        this.base = base;
        this.id = id;
        this.secret = secret;
        this.http = http;
    }

    ApiClient login() {
        JsonNode answer = post("/api/v1/access_token", Map.of("clientID", id, "clientSecret", secret));
        token = answer.path("data").path("accessToken").asText();
        return this;
    }

    String token() {
        return token;
    }

    void token(String value) {
        token = value;
    }

    JsonNode get(String pathAndQuery) {
        return json(request(base + pathAndQuery).GET());
    }

    JsonNode post(String path, Object body) {
        return send("POST", path, body);
    }

    JsonNode put(String path, Object body) {
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, Object body) {
        return json(
                request(base + path).header("Content-Type", "application/json").method(method, publisher(body)));
    }

    static BodyPublisher publisher(Object body) {
        try {
            return body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder request(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Platform", "open_platform");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    JsonNode json(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = raw(request);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .as("clients ignore an answer that does not say it is JSON")
                .startsWith("application/json");
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }

    HttpResponse<byte[]> raw(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> download(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return raw(request);
    }

    /** What creates a file. */
    static Map<String, Object> create(long parent, String name, byte[] content) {
        Map<String, Object> create = new LinkedHashMap<>();
        create.put("parentFileID", parent);
        create.put("filename", name);
        create.put("etag", md5(content));
        create.put("size", content.length);
        return create;
    }

    /** Creates a file by slices and ends it; answers the last upload_complete. */
    JsonNode upload(long parent, String name, byte[] content) {
        JsonNode session =
                post("/upload/v2/file/create", create(parent, name, content)).path("data");
        if (session.path("reuse").asBoolean()) {
            return session;
        }
        int size = session.path("sliceSize").asInt();
        for (int from = 0, number = 1; from < content.length; from += size, number++) {
            byte[] slice = Arrays.copyOfRange(content, from, Math.min(content.length, from + size));
            slice(
                    session.path("servers").get(0).asText(),
                    session.path("preuploadID").asText(),
                    number,
                    slice);
        }
        return complete(session.path("preuploadID").asText());
    }

    /** Polls until the code is something other than 20103 and the upload is not "not yet"; at most 1000 times. */
    JsonNode complete(String preuploadId) {
        JsonNode answer = null;
        for (int i = 0; i < 1000; i++) {
            answer = post("/upload/v2/file/upload_complete", Map.of("preuploadID", preuploadId));
            boolean again = answer.path("code").asInt() == 20103
                    || (answer.path("code").asInt() == 0
                            && !answer.path("data").path("completed").asBoolean());
            if (!again) {
                return answer;
            }
        }
        return answer;
    }

    JsonNode slice(String server, String preuploadId, int number, byte[] slice) {
        return slice(server, preuploadId, number, slice, md5(slice));
    }

    JsonNode slice(String server, String preuploadId, int number, byte[] slice, String md5) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("preuploadID", preuploadId);
        parts.put("sliceNo", number);
        parts.put("sliceMD5", md5);
        parts.put("slice", slice);
        return form(server + "/upload/v2/file/slice", parts);
    }

    /** A multipart form; byte arrays become file parts. */
    JsonNode form(String url, Map<String, Object> parts) {
        return json(request(url)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(formBody(parts))));
    }

    static byte[] formBody(Map<String, Object> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.forEach((name, value) -> {
            boolean file = value instanceof byte[];
            String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                    + (file ? "; filename=\"part\"\r\nContent-Type: application/octet-stream" : "") + "\r\n\r\n";
            body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file ? (byte[]) value : value.toString().getBytes(StandardCharsets.UTF_8));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    static String boundary() {
        return BOUNDARY;
    }

    static String md5(byte[] bytes) {
        return digest("MD5", bytes);
    }

    static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
