package io.github.camelpan123.api;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * What the platform shall download by itself (platform/calls.md, "Offline download").
 *
 * @param url an http or https address
 * @param fileName empty to let the platform choose
 * @param folder where to; {@link #USUAL_FOLDER} for the platform's own folder; the root is not allowed
 * @param callbackUrl told of the end; empty for nobody
 */
public record OfflineSource(String url, String fileName, long folder, String callbackUrl) {

    /** Stands for the folder that the platform keeps for such downloads. */
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
            throw new IllegalArgumentException("The root was named as the target, but the platform downloads into"
                    + " folders only; name one by parentPath or parentFileId, or none for the platform's own");
        }
    }

    /** The same download into a folder. */
    public OfflineSource into(long target) {
        return new OfflineSource(url, fileName, target, callbackUrl);
    }

    private static void requireAddress(String what, String url) {
        // the address itself stays out of the message, it may be signed
        try {
            URI address = new URI(url);
            if (address.getHost() != null
                    && ("http".equalsIgnoreCase(address.getScheme())
                            || "https".equalsIgnoreCase(address.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(what + " is not an address: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(what + " is not an http or https address with a host");
    }

    @Override
    public String toString() {
        return "OfflineSource[fileName=" + fileName + ", folder=" + folder + "]";
    }
}
