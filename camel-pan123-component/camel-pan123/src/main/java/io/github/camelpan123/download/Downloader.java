package io.github.camelpan123.download;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.DownloadBody;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileExist;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.support.DigestCaches;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Brings what the platform keeps here. */
public final class Downloader {

    private final AccountLease account;
    private final DigestCaches digests;

    /** @param account whose files */
    public Downloader(AccountLease account) {
        this.account = account;
        // those that uploads use
        this.digests = account.shared(DigestCaches.class, () -> new DigestCaches(account.label(), account.seals()));
    }

    /**
     * Goes on only where a file can be saved in its place, so that nothing is asked for in vain.
     *
     * @param place names below the target directory with a slash between them; does not matter without one
     * @param options how
     * @param next what to do then
     * @return fails with an {@link IOException} when something else is in the place
     * @throws IllegalArgumentException when the place is not below the target directory
     */
    public <T> CompletableFuture<T> whereUsable(
            String place, DownloadOptions options, Supplier<CompletableFuture<T>> next) {
        if (options.targetDirectory().isPresent()) {
            try {
                LocalFolder.requireUsable(options.targetDirectory().get(), place);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return next.get();
    }

    /**
     * Looks whether a file of the drive is in its place already, where that is to be considered.
     *
     * @param entry what would be brought
     * @param place names below the target directory with a slash between them; does not matter without one
     * @param options how
     * @return the local file; empty when it has to be brought
     */
    public CompletableFuture<Optional<File>> skipped(FileEntry entry, String place, DownloadOptions options) {
        if (options.targetDirectory().isEmpty()
                || options.fileExist() != FileExist.skipIfSame
                || entry.etag().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String folder = options.targetDirectory().get();
        return account.read(() -> {
            LocalFolder.requireUsable(folder, place);
            Path file = LocalFolder.open(folder).place(place);
            LocalCopy copy = new LocalCopy(file, digests.in(options.digestCacheDirectory()));
            return copy.has(entry.size(), entry.etag()) ? Optional.of(file.toFile()) : Optional.empty();
        });
    }

    /**
     * Brings a file.
     *
     * @param file what to bring
     * @param address where it can be read now
     * @param place names below the target directory with a slash between them; does not matter without one
     * @param options how
     * @return a {@link DownloadBody}, which opens a connection when it is read; with a target directory the
     *     {@link java.io.File} when all of it has arrived
     */
    public CompletableFuture<Object> bring(RemoteFile file, String address, String place, DownloadOptions options) {
        return bring(new DownloadBody(content(file, address, options)), place, options);
    }

    /**
     * Brings a file of the drive, once the platform has told where it can be read. An empty one has no address.
     *
     * @param entry what to bring
     * @param place names with a slash between them, below the target directory or the folder that was listed
     * @param options how
     * @return a {@link DriveFile}, which opens a connection when it is read; with a target directory the
     *     {@link java.io.File} when all of it has arrived
     */
    public CompletableFuture<Object> bring(FileEntry entry, String place, DownloadOptions options) {
        return whereUsable(place, options, () -> {
            RemoteFile file = file(entry);
            CompletableFuture<String> address = entry.size() == 0
                    ? CompletableFuture.completedFuture(null)
                    : file.ask().get();
            return address.thenCompose(
                    url -> bring(new DriveFile(one -> content(file, url, options, one), entry, place), place, options));
        });
    }

    /**
     * Brings a content.
     *
     * @param content what to bring
     * @param place names below the target directory with a slash between them; does not matter without one
     * @param options how
     * @return a {@link DownloadBody}, which opens a connection when it is read; with a target directory the
     *     {@link java.io.File} when all of it has arrived
     */
    public CompletableFuture<Object> bring(Downloadable content, String place, DownloadOptions options) {
        return bring(new DownloadBody(content), place, options);
    }

    private CompletableFuture<Object> bring(DownloadBody body, String place, DownloadOptions options) {
        return options.targetDirectory()
                .map(folder -> saved(folder, place, body.open()))
                .orElseGet(() -> CompletableFuture.completedFuture(body));
    }

    /**
     * A file of the drive as something to read, of which not even the address is asked for before it is read.
     *
     * @param entry what to read
     * @param options how; the target directory does not matter
     */
    public Downloadable content(FileEntry entry, DownloadOptions options) {
        return content(file(entry), null, options, entry);
    }

    /**
     * A file as something to read, from some hosts only.
     *
     * @param file what to read
     * @param address where it can be read now; null to ask for it when it is read
     * @param options how; the target directory does not matter
     * @param hosts tells of a host whether it may be asked; null when any may
     */
    public Downloadable content(RemoteFile file, String address, DownloadOptions options, Predicate<String> hosts) {
        return content(from(hosts), file, address, options);
    }

    /**
     * Reads a short file, or the beginning of a long one.
     *
     * @param file what to read
     * @param address where it can be read now; null to ask for it
     * @param options how; the target directory does not matter
     * @param hosts tells of a host whether it may be asked; null when any may
     * @param most bytes; the rest is left
     */
    public Text read(RemoteFile file, String address, DownloadOptions options, Predicate<String> hosts, int most)
            throws IOException {
        try (DownloadStream in = content(from(hosts), file, address, options).stream()) {
            return new Text(in.readNBytes(most), in.location());
        }
    }

    /**
     * Where several files that belong together are saved.
     *
     * @param targetDirectory the local folder
     * @param relative the folder below it; empty for itself
     * @param first the name of the file that names the others
     */
    public FileSet fileSet(String targetDirectory, String relative, String first) throws IOException {
        return FileSet.in(targetDirectory, relative, first);
    }

    /** A file of the drive as something that can be downloaded. */
    public RemoteFile file(FileEntry entry) {
        return new RemoteFile(
                Api.DOWNLOAD_INFO,
                entry.name(),
                entry.size(),
                entry.etag(),
                () -> account.call(FileCalls.downloadUrl(entry.fileId())));
    }

    private RemoteDownload content(RemoteFile file, String address, DownloadOptions options) {
        return content(account.content(), file, address, options);
    }

    private ContentClient from(Predicate<String> hosts) {
        return hosts == null ? account.content() : account.content().within(hosts);
    }

    private RemoteDownload content(ContentClient from, RemoteFile file, String address, DownloadOptions options) {
        return new RemoteDownload(account, from, file, new Address(file, address), options, () -> {});
    }

    private Downloadable content(RemoteFile file, String address, DownloadOptions options, FileEntry entry) {
        Runnable read = () -> account.reads().read(entry.fileId());
        return new RemoteDownload(account, account.content(), file, new Address(file, address), options, read);
    }

    private CompletableFuture<Object> saved(String folder, String place, InputStream content) {
        try {
            return CompletableFuture.supplyAsync(() -> save(folder, place, content), account.downloads());
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.failedFuture(new Pan123ShutdownException(null));
        }
    }

    private static Object save(String folder, String place, InputStream content) {
        try (content) {
            return LocalFolder.open(folder).save(place, content).toFile();
        } catch (IOException e) {
            throw e.getCause() instanceof Pan123Exception cause ? cause : new CompletionException(e);
        }
    }
}
