package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.transcode.Video;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The URLs of files and products on the storage host, as in platform/calls.md, "Download address", "Transcode record"
 * and "Download a product".
 */
public final class DownloadLinks {
    private DownloadLinks() {}

    /**
     * Returns the URL of the content of a file.
     *
     * @param links signs the URL
     * @param uid the account
     * @param entry the file
     * @return the URL
     */
    static String file(Links links, long uid, Entry entry) {
        return original(links, uid, entry.id(), entry.etag(), entry.name());
    }

    static String original(Links links, long uid, long id, String etag, String name) {
        String path = "/download/123-61/" + etag.substring(0, 8) + "/" + uid + "-0/" + id;
        String permit = links.permit(path);
        return links.host() + path + "?v=5&t=" + Links.end(permit) + "&s=" + permit + "&filename=" + encode(name);
    }

    /**
     * Returns the URL of one product file.
     *
     * @param links signs the URL
     * @param video its video
     * @param resolution in any letter case
     * @param name {@code stream.m3u8} or {@code NNN.ts}
     * @return the URL
     */
    public static String product(Links links, Video video, String resolution, String name) {
        String path =
                "/hls/" + video.etag() + "_" + video.size() + "/" + resolution.toLowerCase(Locale.ROOT) + "/" + name;
        return links.host() + path + "?auth_key=" + links.permit(path);
    }

    /** Returns the URL that players use. It is a direct link and contains no signature. */
    static String play(Links links, Video video, String resolution) {
        return links.host() + "/play/" + video.uid() + "/transcode/" + encode(Names.stem(video.name()))
                + ".m3u8?extParams=m3u8&resolutions=" + resolution.toLowerCase(Locale.ROOT) + "&suffix="
                + Names.extension(video.name()) + "&from=transcode";
    }

    /**
     * Returns the URL of an archive: resolutions joined by underscores, then the requested name. A signature replaces
     * the token (platform/calls.md, "Download an archive").
     */
    static String archive(Links links, Video video, List<String> resolutions, String zipName) {
        String path = "/a/api/uncompress/statics/" + video.etag().substring(0, 8) + "_" + video.size() + "/"
                + String.join("_", resolutions) + "_" + zipName + ".zip";
        String signed = "/a/" + video.uid() + "/" + video.fileId();
        return links.host() + encodePath(path) + "?fileId=" + video.fileId() + "&uid=" + video.uid()
                + "&token=Bearer%20" + links.permit(signed);
    }

    private static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
