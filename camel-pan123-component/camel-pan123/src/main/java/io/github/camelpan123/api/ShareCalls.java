package io.github.camelpan123.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls for share links (platform/calls.md, "Create a share"). The platform has no call to revoke one. */
public final class ShareCalls {

    private ShareCalls() {}

    /**
     * Creates a share link.
     *
     * @param fileIds 1 to 100 IDs of files and folders
     */
    public static ApiCall<ShareLink> create(Collection<Long> fileIds, NewShare share) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("shareName", share.name());
        body.put("shareExpire", share.expireDays());
        // a string, not a list (platform/calls.md, "Types")
        body.put("fileIDList", fileIds.stream().map(String::valueOf).collect(Collectors.joining(",")));
        if (!share.password().isEmpty()) {
            body.put("sharePwd", share.password());
        }
        return ApiCall.about(
                fileIds,
                ApiCall.send(
                        Api.SHARE_CREATE, body, data -> new ShareLink(data.number("shareID"), data.text("shareKey"))));
    }

    /**
     * Lists one page of the account's links.
     *
     * @param cursor 0 for the first page, then {@link SharePage#next()}
     * @param limit links per page, 1 to 100
     */
    public static ApiCall<SharePage> list(long cursor, int limit) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(limit));
        if (cursor != 0) {
            query.put("lastShareId", Long.toString(cursor));
        }
        return ApiCall.get(
                Api.SHARE_LIST,
                query,
                data -> new SharePage(data.list("shareList", ShareCalls::share), data.number("lastShareId")));
    }

    private static Share share(Json row) {
        return new Share(
                row.number("shareId"),
                row.text("shareKey"),
                row.textOrEmpty("shareName"),
                row.textOrEmpty("sharePwd"),
                row.numberOrZero("expired") != 0,
                PlatformTime.parse(row.textOrEmpty("expiration")),
                (int) row.numberOrZero("trafficSwitch"),
                (int) row.numberOrZero("trafficLimitSwitch"),
                row.numberOrZero("trafficLimit"),
                row.numberOrZero("bytesCharge"),
                row.numberOrZero("previewCount"),
                row.numberOrZero("downloadCount"),
                row.numberOrZero("saveCount"));
    }
}
