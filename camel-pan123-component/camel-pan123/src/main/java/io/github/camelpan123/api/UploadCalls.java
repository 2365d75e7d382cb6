package io.github.camelpan123.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The upload calls, second version (platform/calls.md, "Create an upload"). */
public final class UploadCalls {

    /** The maximum size of a single-step upload in bytes (platform/calls.md, "Names and sizes"). */
    public static final long LARGEST_SINGLE = 1_000_000_000L;
    /**
     * The maximum size of a file in bytes (platform/calls.md, "Names and sizes"; the documents do not say whether they
     * mean 10^9 or 2^30, and this value is safe for both).
     */
    public static final long LARGEST = 10_000_000_000L;

    private UploadCalls() {}

    /** Announces a file. The upload ends at once if the platform already has the content. */
    public static ApiCall<UploadSession> create(NewFile file) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileID", file.parentFileId());
        body.put("filename", file.name());
        body.put("etag", file.etag());
        body.put("size", file.size());
        if (file.duplicateCode() != 0) {
            body.put("duplicate", file.duplicateCode());
        }
        return ApiCall.about(
                FileCalls.folder(file.parentFileId()),
                ApiCall.send(
                        Api.UPLOAD_CREATE,
                        body,
                        data -> new UploadSession(
                                data.numberOrZero("fileID"),
                                data.flag("reuse"),
                                data.textOrEmpty("preuploadID"),
                                data.numberOrZero("sliceSize"),
                                data.listOrEmpty("servers", Json::asText))));
    }

    /** Queries the uploaded file. The first call starts the merge of the slices. */
    public static ApiCall<UploadState> complete(String preuploadId) {
        return ApiCall.send(Api.UPLOAD_COMPLETE, Map.of("preuploadID", preuploadId), UploadCalls::state);
    }

    /** Queries the upload servers for single-step uploads. */
    public static ApiCall<List<String>> domain() {
        return ApiCall.get(Api.UPLOAD_DOMAIN, Map.of(), data -> data.elements(Json::asText));
    }

    /** Decodes the answer to one slice, whose request is a form. */
    public static ApiCall<Void> slice() {
        return ApiCall.send(Api.UPLOAD_SLICE, null, data -> null);
    }

    /** Decodes the answer to a single-step upload, whose request is a form. */
    public static ApiCall<UploadState> single() {
        return ApiCall.send(Api.UPLOAD_SINGLE, null, UploadCalls::state);
    }

    private static UploadState state(Json data) {
        return new UploadState(data.flag("completed"), data.numberOrZero("fileID"));
    }
}
