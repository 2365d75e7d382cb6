package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123PlaylistException;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.download.FetchedFile;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.transcode.hls.LocalNames;
import io.github.camelpan123.transcode.hls.Playlist;
import io.github.camelpan123.transcode.hls.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The origin of a playlist and of the files that it references. The content of a playlist is not trusted: its URLs are
 * requested only from hosts named by the platform's answer or by the playlist, and a redirect to any other host is
 * refused. The methods block the calling thread.
 */
final class PlaylistServer {

    private static final Logger LOG = LoggerFactory.getLogger(PlaylistServer.class);

    private static final String SEGMENT_ENDING = ".ts";

    private final AccountLease account;
    private final Downloader downloader;
    private final DownloadOptions options;
    private final long fileId;
    private final String resolution;
    private final String name;
    private final String location;
    private final Playlist playlist;
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();
    private long length;

    private PlaylistServer(
            AccountLease account,
            Downloader downloader,
            DownloadOptions options,
            long fileId,
            String resolution,
            String name,
            FetchedFile text) {
        this.account = account;
        this.downloader = downloader;
        this.options = options;
        this.fileId = fileId;
        this.resolution = resolution;
        this.name = name;
        this.location = text.location();
        this.length = text.bytes().length;
        this.playlist = Playlist.parse(text.bytes(), location);
        allow(location);
        allow(playlist);
    }

    /**
     * Reads the playlist.
     *
     * @param address its current URL; null to request one
     */
    static PlaylistServer of(
            AccountLease account,
            Downloader downloader,
            DownloadOptions options,
            long fileId,
            String resolution,
            String address) {
        RemoteFile remote = TranscodeProducts.playlist(account, fileId, resolution);
        try {
            FetchedFile text = downloader.read(remote, address, options, null, Playlist.LONGEST + 1);
            return new PlaylistServer(account, downloader, options, fileId, resolution, remote.name(), text);
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    /** Returns the first playlist. */
    Playlist playlist() {
        return playlist;
    }

    /** Returns the local name of each URL. */
    Map<String, String> names(Collection<Reference> references) {
        return LocalNames.of(name, location, references);
    }

    /** Reads a playlist that the first one references. */
    Playlist inner(Reference reference) {
        try {
            FetchedFile text = downloader.read(
                    other("a playlist that the playlist names"),
                    reference.address(),
                    options,
                    hosts::contains,
                    Playlist.LONGEST + 1);
            length += text.bytes().length;
            if (length > Playlist.LONGEST_TOGETHER) {
                throw new Pan123PlaylistException("The playlist and the playlists that it names are longer than "
                        + Playlist.LONGEST_TOGETHER + " bytes together");
            }
            Playlist inner = Playlist.parse(text.bytes(), text.location());
            allow(inner);
            return inner;
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    private void allow(Playlist named) {
        named.references().forEach(reference -> allow(reference.address()));
    }

    private void allow(String address) {
        try {
            String host = new URI(address).getHost();
            if (host != null) {
                hosts.add(host.toLowerCase(Locale.ROOT));
            }
        } catch (URISyntaxException e) {
            // reading from this URL reports the error
            LOG.debug("The platform returned an invalid URL");
        }
    }

    /**
     * Returns the content of a file that a playlist references.
     *
     * @param local its local name
     */
    Downloadable content(Reference reference, String local) {
        boolean ofPlatform = LocalNames.beside(reference.address(), location)
                && reference.address().split("\\?", 2)[0].endsWith(SEGMENT_ENDING);
        // the signature of the playlist is not valid for its segments, so their signed URLs are requested from the
        // platform
        boolean unsigned = ofPlatform
                && URI.create(reference.address()).getRawQuery() == null
                && URI.create(location).getRawQuery() != null;
        RemoteFile file = ofPlatform ? segment(reference, local) : other(local);
        return unsigned
                ? downloader.content(file, null, options, null)
                : downloader.content(file, reference.address(), options, hosts::contains);
    }

    private RemoteFile segment(Reference reference, String local) {
        String path = URI.create(reference.address()).getPath();
        String own = path.substring(path.lastIndexOf('/') + 1, path.length() - SEGMENT_ENDING.length());
        RemoteFile segment = TranscodeProducts.segment(account, fileId, resolution, own);
        return new RemoteFile(segment.api(), local, RemoteFile.UNKNOWN_SIZE, "", () -> segment.ask()
                .get()
                .whenComplete((address, failure) -> {
                    if (failure == null) {
                        allow(address);
                    }
                }));
    }

    private static RemoteFile other(String local) {
        return new RemoteFile(
                Api.TRANSCODE_SEGMENT_DOWNLOAD,
                local,
                RemoteFile.UNKNOWN_SIZE,
                "",
                () -> Futures.failed(new Pan123DownloadFailedException(
                        Api.TRANSCODE_SEGMENT_DOWNLOAD,
                        "The server refused the address of " + local
                                + ", which the playlist names. The address may have expired: download the"
                                + " playlist again",
                        null)));
    }

    private static RuntimeException unwrapped(IOException e) {
        return e.getCause() instanceof Pan123Exception cause
                ? cause
                : new UncheckedIOException("The playlist could not be read", e);
    }
}
