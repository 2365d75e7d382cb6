package io.github.camelpan123.api;

import java.util.List;
import java.util.Map;

/**
 * Calls for URLs that need no login. They exist for files of folders with direct links enabled (platform/calls.md,
 * "Direct links").
 */
public final class DirectLinkCalls {

    private DirectLinkCalls() {}

    /** Enables direct links for the files of a folder and its subfolders. Returns the name of the folder. */
    public static ApiCall<String> enable(long folder) {
        return ApiCall.about(
                List.of(folder),
                ApiCall.send(Api.DIRECT_LINK_ENABLE, Map.of("fileID", folder), data -> data.textOrEmpty("filename")));
    }

    /** Disables direct links for a folder. Returns the name of the folder. */
    public static ApiCall<String> disable(long folder) {
        return ApiCall.about(
                List.of(folder),
                ApiCall.send(Api.DIRECT_LINK_DISABLE, Map.of("fileID", folder), data -> data.textOrEmpty("filename")));
    }

    /** Queries the direct link of a file. */
    public static ApiCall<String> url(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.get(Api.DIRECT_LINK_URL, Map.of("fileID", Long.toString(fileId)), data -> data.text("url")));
    }
}
