package io.github.camelpan123.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploads, second version (platform/calls.md, "Create an upload"). */
public final class UploadCalls {

    /** The largest file that a single-step upload takes (platform/calls.md, "Names and sizes"). */
    public static final long LARGEST_SINGLE = 1_000_000_000L;
    /**
     * The largest file of all (platform/calls.md, "Names and sizes"; whether 10^9 or 2^30 is meant is not said, this is
     * the safe reading).
     */
    public static final long LARGEST = 10_000_000_000L;

    private UploadCalls() {}

    /** Announces a file; ends the upload at once when the platform has the content already. */
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

    /** Asks for the file; the first call starts the merge of the slices. */
    public static ApiCall<UploadState> complete(String preuploadId) {
        return ApiCall.send(Api.UPLOAD_COMPLETE, Map.of("preuploadID", preuploadId), UploadCalls::state);
    }

    /** The upload servers of single-step uploads. */
    public static ApiCall<List<String>> domain() {
        return ApiCall.get(Api.UPLOAD_DOMAIN, Map.of(), data -> data.elements(Json::asText));
    }

    /** Reads the answer of one slice; what is sent is a form. */
    public static ApiCall<Void> slice() {
        return ApiCall.send(Api.UPLOAD_SLICE, null, data -> null);
    }

    /** Reads the answer of a single-step upload; what is sent is a form. */
    public static ApiCall<UploadState> single() {
        return ApiCall.send(Api.UPLOAD_SINGLE, null, UploadCalls::state);
    }

    private static UploadState state(Json data) {
        return new UploadState(data.flag("completed"), data.numberOrZero("fileID"));
    }
}
