package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.FileSet;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.download.Text;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123DownloadFailedException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123PlaylistException;
import io.github.camelpan123.platform.Pan123ShutdownException;
import io.github.camelpan123.transcode.hls.Kind;
import io.github.camelpan123.transcode.hls.LocalNames;
import io.github.camelpan123.transcode.hls.PageCheck;
import io.github.camelpan123.transcode.hls.Playlist;
import io.github.camelpan123.transcode.hls.Reference;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Brings the playlist of one resolution, alone or with everything that it names. */
public final class PlaylistDownload {

    private static final String SEGMENT_ENDING = ".ts";

    private final Workbench bench;
    private final long fileId;
    private final String resolution;
    private final DownloadOptions options;
    private final RemoteFile remote;
    private final Set<String> hosts = new HashSet<>();

    /** @param resolution in upper case */
    public PlaylistDownload(Workbench bench, long fileId, String resolution, DownloadOptions options) {
        this.bench = bench;
        this.fileId = fileId;
        this.resolution = resolution;
        this.options = options;
        this.remote = TranscodeProducts.playlist(bench.account(), fileId, resolution);
    }

    /** What the playlist is called. */
    String name() {
        return remote.name();
    }

    /**
     * The playlist without what it names, with the names that {@link #segment} knows; for threads that may wait.
     *
     * @throws Pan123PlaylistException when it needs more than segments, which nobody would know how to fetch
     */
    public byte[] alone() {
        return alone(null);
    }

    private byte[] alone(String address) {
        Playlist playlist = read(remote, address).playlist();
        boolean segmentsOnly = playlist.references().stream()
                .allMatch(reference -> reference.kind() == Kind.SEGMENT);
        if (!segmentsOnly) {
            throw new Pan123PlaylistException("The playlist names more than segments, such as keys, initialization"
                    + " sections or other playlists, which only a download with the option targetDirectory fetches");
        }
        return playlist.with(LocalNames.of(name(), playlist.references()));
    }

    /** The playlist: as a stream, or as the {@link File} beside which everything that it names has been saved. */
    CompletableFuture<Object> bring() {
        bench.downloader().requireUsable(name(), options);
        return remote.ask().get().thenCompose(address -> options.targetDirectory()
                .map(folder -> run(bench.account().downloads(), () -> (Object) save(folder, address)))
                .orElseGet(() ->
                        run(bench.account().routes(), () -> new ByteArrayInputStream(alone(address)))));
    }

    private static <T> CompletableFuture<T> run(Executor threads, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.failedFuture(new Pan123ShutdownException(null));
        }
    }

    /**
     * A segment by the name that it has beside the playlist.
     *
     * @param local the name, with or without extension
     */
    CompletableFuture<Object> segment(String local) {
        return remote.ask()
                .get()
                .thenCompose(address ->
                        run(bench.account().routes(), () -> segment(local, read(remote, address))))
                .thenCompose(brought -> brought);
    }

    private CompletableFuture<Object> segment(String local, Page page) {
        Playlist playlist = page.playlist();
        Map<String, String> names = LocalNames.of(name(), playlist.references());
        Reference found = playlist.references().stream()
                .filter(reference -> {
                    String name = names.get(reference.address());
                    return name.equals(local) || name.equals(local + SEGMENT_ENDING);
                })
                .findFirst()
                .orElseThrow(() -> new Pan123PlaylistException(
                        "The playlist of " + resolution + " names no segment that is called " + local + " beside it"));
        RemoteFile file = file(names.get(found.address()), found.address(), page.location());
        InputStream content = content(file, found, page.location());
        return options.targetDirectory()
                .map(folder -> bench.downloader().keep(folder, file.name(), content))
                .orElseGet(() -> CompletableFuture.completedFuture(content));
    }

    /** @param location where it came from, which its relative addresses belong to */
    private record Page(Playlist playlist, String location) {}

    private Page read(RemoteFile file, String address) {
        try {
            Text text = bench.downloader()
                    .read(file, address, options, file == remote ? null : hosts::contains, Playlist.LONGEST);
            Playlist playlist = Playlist.parse(text.bytes(), text.location());
            allow(text.location());
            playlist.references().forEach(reference -> allow(reference.address()));
            return new Page(playlist, text.location());
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    private void allow(String address) {
        hosts.add(URI.create(address).getHost());
    }

    private static RuntimeException unwrapped(IOException e) {
        return e.getCause() instanceof Pan123Exception cause
                ? cause
                : new UncheckedIOException("The playlist could not be saved", e);
    }

    private File save(String folder, String address) {
        Page first = read(remote, address);
        Map<String, Page> pages = new LinkedHashMap<>();
        for (Reference reference : first.playlist().references()) {
            if (reference.kind() == Kind.PLAYLIST && !pages.containsKey(reference.address())) {
                pages.put(reference.address(), inner(reference, pages.size() + 1, first.location()));
            }
        }
        List<Reference> all = new ArrayList<>(first.playlist().references());
        pages.values().forEach(page -> all.addAll(page.playlist().references()));
        Map<String, String> names = LocalNames.of(name(), all);
        try (FileSet files = bench.downloader().fileSet(folder, name())) {
            Set<String> saved = new HashSet<>();
            add(first, names, saved, files);
            for (Page page : pages.values()) {
                add(page, names, saved, files);
            }
            for (Map.Entry<String, Page> page : pages.entrySet()) {
                files.add(
                        names.get(page.getKey()),
                        new ByteArrayInputStream(page.getValue().playlist().with(names)));
            }
            files.add(name(), new ByteArrayInputStream(first.playlist().with(names)));
            return files.publish();
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    private Page inner(Reference reference, int number, String outer) {
        if (number > LocalNames.MOST) {
            throw new Pan123PlaylistException("The playlist names more than " + LocalNames.MOST + " other playlists");
        }
        Page page = read(file("playlist " + number, reference.address(), outer), reference.address());
        if (page.playlist().master()) {
            throw new Pan123PlaylistException("A playlist that the playlist names does not name segments but other"
                    + " playlists; two levels are the most");
        }
        return page;
    }

    private void add(Page page, Map<String, String> names, Set<String> saved, FileSet files) throws IOException {
        for (Reference reference : page.playlist().references()) {
            if (reference.kind() == Kind.PLAYLIST || reference.gap() || !saved.add(reference.address())) {
                continue;
            }
            String name = names.get(reference.address());
            RemoteFile file = file(name, reference.address(), page.location());
            try (InputStream content = content(file, reference, page.location())) {
                files.add(name, PageCheck.require(reference.kind(), name, content));
            }
        }
    }

    private InputStream content(RemoteFile file, Reference reference, String location) {
        // the signature of a playlist is not one of what it names, so the platform is asked for it
        boolean unsigned = ofPlatform(reference.address(), location)
                && URI.create(reference.address()).getRawQuery() == null
                && URI.create(location).getRawQuery() != null;
        return bench.downloader().open(file, unsigned ? null : reference.address(), options, hosts::contains);
    }

    /** Whether the platform can be asked for an address: of the segments right beside its own playlist. */
    private static boolean ofPlatform(String address, String location) {
        return address.startsWith(folder(location)) && segmentName(address, location).matches("[^/?]+\\.ts");
    }

    private static String segmentName(String address, String location) {
        String path = withoutQuery(address);
        return path.substring(Math.min(path.length(), folder(location).length()));
    }

    private static String folder(String location) {
        String path = withoutQuery(location);
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /** @param location of the playlist that names it */
    private RemoteFile file(String name, String address, String location) {
        if (ofPlatform(address, location)) {
            String own = segmentName(address, location);
            RemoteFile segment = TranscodeProducts.segment(
                    bench.account(), fileId, resolution, own.substring(0, own.length() - SEGMENT_ENDING.length()));
            return new RemoteFile(segment.api(), name, RemoteFile.UNKNOWN_SIZE, "", segment.ask());
        }
        return new RemoteFile(
                Api.TRANSCODE_SEGMENT_DOWNLOAD,
                name,
                RemoteFile.UNKNOWN_SIZE,
                "",
                () -> CompletableFuture.failedFuture(new Pan123DownloadFailedException(
                        Api.TRANSCODE_SEGMENT_DOWNLOAD,
                        "The server of " + name + ", which the playlist names, refused its address; it may have ended,"
                                + " and a new playlist may have a new one",
                        null)));
    }
}
