package io.github.camelpan123.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One typed call of the platform: its request and the decoder of its answer. Created by the factories of this package
 * ({@link FileCalls}, {@link ShareCalls}, {@link OfflineCalls}, {@link DirectLinkCalls}, {@link UploadCalls},
 * {@link TranscodeCalls}, {@link AccountCalls}).
 *
 * @param <R> the type of the decoded answer
 */
public final class ApiCall<R> {

    /** Decodes the {@code data} member of an answer. */
    interface Decoder<R> {
        R decode(Json data);
    }

    private final Api api;
    private final Map<String, String> query;
    private final Object body;
    private final Decoder<R> decoder;
    private final List<Long> fileIds;

    private ApiCall(Api api, Map<String, String> query, Object body, Decoder<R> decoder, Collection<Long> fileIds) {
        this.api = api;
        this.query = query;
        this.body = body;
        this.decoder = decoder;
        this.fileIds = List.copyOf(fileIds);
    }

    static <R> ApiCall<R> get(Api api, Map<String, String> query, Decoder<R> decoder) {
        return new ApiCall<>(api, query, null, decoder, List.of());
    }

    static <R> ApiCall<R> send(Api api, Object body, Decoder<R> decoder) {
        return new ApiCall<>(api, Map.of(), body, decoder, List.of());
    }

    /** Returns the same call with the files and folders that must exist for it to succeed. */
    static <R> ApiCall<R> about(Collection<Long> fileIds, ApiCall<R> call) {
        return new ApiCall<>(call.api, call.query, call.body, call.decoder, fileIds);
    }

    /** Returns the files and folders that must exist for the call to succeed. */
    public List<Long> fileIds() {
        return fileIds;
    }

    /** Returns the API of this call. */
    public Api api() {
        return api;
    }

    /** Returns the encoded query with a leading question mark, or the empty string. */
    public String queryString() {
        if (query.isEmpty()) {
            return "";
        }
        return query.entrySet().stream()
                .map(e -> e.getKey() + '=' + encode(e.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String value) {
        // the platform decodes a query by the rules of URIs, where a plus sign is not a space
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns the JSON body.
     *
     * @return UTF-8 bytes, or null for a call without body
     */
    public byte[] bodyBytes(ObjectMapper mapper) {
        if (body == null) {
            return null;
        }
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write the request of " + api.path() + " as JSON", e);
        }
    }

    /** Decodes an answer, as the other method of this name does. */
    public R read(ObjectMapper mapper, int status, byte[] answer) {
        return read(mapper, status, answer, any -> {});
    }

    /**
     * Decodes an answer.
     *
     * @param status the HTTP status
     * @param answer the bytes of the answer
     * @param traceId gets the trace ID of the answer, if it has one
     * @throws Pan123Exception the matching subclass, if the platform refused the call or the answer is malformed
     */
    public R read(ObjectMapper mapper, int status, byte[] answer, Consumer<String> traceId) {
        return decoder.decode(Envelope.open(mapper, api, status, answer, traceId));
    }
}
