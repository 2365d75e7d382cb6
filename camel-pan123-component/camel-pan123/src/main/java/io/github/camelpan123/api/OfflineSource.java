package io.github.camelpan123.api;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The parameters of an offline download (platform/calls.md, "Offline download").
 *
 * @param url an HTTP or HTTPS URL
 * @param fileName empty to let the platform choose
 * @param folder the target folder; {@link #USUAL_FOLDER} for the platform's own folder; the root is not allowed
 * @param callbackUrl is called at the end of the download; empty for none
 */
public record OfflineSource(String url, String fileName, long folder, String callbackUrl) {

    /** Stands for the platform's own folder for offline downloads. */
    public static final long USUAL_FOLDER = -1;

    /** @throws IllegalArgumentException naming option, value and rule */
    public OfflineSource {
        requireAddress("The source of the download", url);
        if (!callbackUrl.isEmpty()) {
            requireAddress("callbackUrl", callbackUrl);
        }
        if (!fileName.isEmpty()) {
            FileName.require("fileName", fileName);
        }
        if (folder == 0) {
            throw new IllegalArgumentException(
                    "An offline download cannot be stored in the root folder. Set parentPath or parentFileId"
                            + " to another folder, or set neither to use the default folder of the platform");
        }
    }

    /** Returns the same download into another folder. */
    public OfflineSource into(long target) {
        return new OfflineSource(url, fileName, target, callbackUrl);
    }

    private static void requireAddress(String what, String url) {
        // neither the message nor a cause contains the URL, which may be signed
        try {
            URI address = new URI(url);
            if (address.getHost() != null
                    && ("http".equalsIgnoreCase(address.getScheme())
                            || "https".equalsIgnoreCase(address.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(what + " is not an address: " + e.getReason());
        }
        throw new IllegalArgumentException(what + " is not an http or https address with a host");
    }

    @Override
    public String toString() {
        return "OfflineSource[fileName=" + fileName + ", folder=" + folder + "]";
    }
}
