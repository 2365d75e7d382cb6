package io.github.camelpan123.api;

import java.util.List;
import java.util.Map;

/** Addresses that need no login, for the files of folders enabled for that (platform/calls.md, "Direct links"). */
public final class DirectLinkCalls {

    private DirectLinkCalls() {}

    /** Lets the files of a folder, and those below, have direct links; answers the folder's name. */
    public static ApiCall<String> enable(long folder) {
        return ApiCall.about(
                List.of(folder),
                ApiCall.send(Api.DIRECT_LINK_ENABLE, Map.of("fileID", folder), data -> data.textOrEmpty("filename")));
    }

    /** Ends that; answers the folder's name. */
    public static ApiCall<String> disable(long folder) {
        return ApiCall.about(
                List.of(folder),
                ApiCall.send(Api.DIRECT_LINK_DISABLE, Map.of("fileID", folder), data -> data.textOrEmpty("filename")));
    }

    /** The address of a file. */
    public static ApiCall<String> url(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.get(Api.DIRECT_LINK_URL, Map.of("fileID", Long.toString(fileId)), data -> data.text("url")));
    }
}
