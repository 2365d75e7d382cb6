package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123PlaylistException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.download.FileSet;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.transcode.hls.Kind;
import io.github.camelpan123.transcode.hls.PageCheck;
import io.github.camelpan123.transcode.hls.Playlist;
import io.github.camelpan123.transcode.hls.Reference;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Downloads the playlist of one resolution, with or without the files that it references. */
public final class PlaylistDownload {

    private final AccountLease account;
    private final Downloader downloader;
    private final long fileId;
    private final String resolution;
    private final DownloadOptions options;
    private final RemoteFile remote;

    /** @param resolution the name in upper case */
    public PlaylistDownload(
            AccountLease account, Downloader downloader, long fileId, String resolution, DownloadOptions options) {
        this.account = account;
        this.downloader = downloader;
        this.fileId = fileId;
        this.resolution = resolution;
        this.options = options;
        this.remote = TranscodeProducts.playlist(account, fileId, resolution);
    }

    /** Returns the name of the playlist. */
    String name() {
        return remote.name();
    }

    /**
     * Returns the playlist without the files that it references. Its entries are the names that {@link #segment}
     * accepts. Blocks the calling thread.
     *
     * @throws Pan123PlaylistException if the playlist references more than segments, which could not be fetched later
     */
    public byte[] alone() {
        return alone(null);
    }

    private byte[] alone(String address) {
        PlaylistServer server = server(address);
        List<Reference> references = server.playlist().references();
        if (!references.stream().allMatch(reference -> reference.kind() == Kind.SEGMENT)) {
            throw new Pan123PlaylistException(
                    "The playlist does not only name segments, but keys, initialization sections or other"
                            + " playlists too. Set the option targetDirectory to download them");
        }
        return server.playlist().with(server.names(references));
    }

    /**
     * Downloads the playlist.
     *
     * @param below the folder below the target directory
     * @return a stream; with a target directory the {@link File}, next to which all referenced files are saved
     */
    CompletableFuture<Object> bring(String below) {
        return downloader.whereUsable(
                below + "/" + name(), options, () -> remote.ask().get().thenCompose(address -> options.targetDirectory()
                        .map(folder -> run(account.downloads(), () -> (Object) save(folder, below, server(address))))
                        .orElseGet(() -> run(account.routes(), () -> new ByteArrayInputStream(alone(address))))));
    }

    /**
     * Downloads a segment by its local name in the playlist.
     *
     * @param local the name
     * @param place the relative path for saving it
     */
    CompletableFuture<Object> segment(String local, String place) {
        return downloader.whereUsable(place, options, () -> remote.ask()
                .get()
                .thenCompose(address -> run(account.routes(), () -> server(address)))
                .thenCompose(server -> downloader.bring(server.content(named(local, server), local), place, options)));
    }

    private Reference named(String local, PlaylistServer server) {
        List<Reference> references = server.playlist().references();
        Map<String, String> names = server.names(references);
        return references.stream()
                .filter(reference -> reference.kind() == Kind.SEGMENT
                        && names.get(reference.address()).equals(local))
                .findFirst()
                .orElseThrow(() -> new Pan123PlaylistException(
                        "The playlist of " + resolution + " names no segment that is called " + local + " beside it"));
    }

    private PlaylistServer server(String address) {
        return PlaylistServer.of(account, downloader, options, fileId, resolution, address);
    }

    private static <T> CompletableFuture<T> run(Executor threads, Supplier<T> work) {
        try {
            return Futures.supply(work, threads);
        } catch (RejectedExecutionException closing) {
            return Futures.failed(new Pan123ShutdownException(null));
        }
    }

    private File save(String folder, String below, PlaylistServer server) {
        Playlist first = server.playlist();
        Map<String, Playlist> inner = inner(server);
        List<Reference> all = new ArrayList<>(first.references());
        inner.values().forEach(playlist -> all.addAll(playlist.references()));
        Map<String, String> names = server.names(all);
        try (FileSet files = downloader.fileSet(folder, below, name())) {
            Set<String> saved = new HashSet<>(inner.keySet());
            for (Reference reference : all) {
                if (!reference.gap() && saved.add(reference.address())) {
                    add(reference, names.get(reference.address()), server, files);
                }
            }
            for (Map.Entry<String, Playlist> playlist : inner.entrySet()) {
                files.add(
                        names.get(playlist.getKey()),
                        new ByteArrayInputStream(playlist.getValue().with(names)));
            }
            files.add(name(), new ByteArrayInputStream(first.with(names)));
            return files.publish();
        } catch (IOException e) {
            throw e.getCause() instanceof Pan123Exception cause ? cause : new CompletionException(e);
        }
    }

    private static Map<String, Playlist> inner(PlaylistServer server) {
        Map<String, Playlist> inner = new LinkedHashMap<>();
        for (Reference reference : server.playlist().references()) {
            if (reference.kind() == Kind.PLAYLIST && !inner.containsKey(reference.address())) {
                Playlist playlist = server.inner(reference);
                if (playlist.master()) {
                    throw new Pan123PlaylistException(
                            "A playlist that the playlist names also names playlists. Two levels are the maximum");
                }
                inner.put(reference.address(), playlist);
            }
        }
        return inner;
    }

    private static void add(Reference reference, String name, PlaylistServer server, FileSet files) throws IOException {
        try (InputStream content = server.content(reference, name).open()) {
            files.add(name, PageCheck.require(reference.kind(), name, content));
        }
    }
}
