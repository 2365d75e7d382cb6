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
import io.github.camelpan123.support.Futures;
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

/** Downloads files of the platform. */
public final class Downloader {

    private final AccountLease account;
    private final DigestCaches digests;

    /** @param account the account of the files */
    public Downloader(AccountLease account) {
        this.account = account;
        // the same caches as for uploads
        this.digests = account.shared(DigestCaches.class, () -> new DigestCaches(account.label(), account.seal()));
    }

    /**
     * Continues only if a file can be saved at its place, so that no call is wasted.
     *
     * @param place slash-separated names below the target directory; ignored without one
     * @param options how to download
     * @param next the continuation
     * @return fails with an {@link IOException} if something else exists at the place
     * @throws IllegalArgumentException if the place is not below the target directory
     */
    public <T> CompletableFuture<T> whereUsable(
            String place, DownloadOptions options, Supplier<CompletableFuture<T>> next) {
        if (options.targetDirectory().isPresent()) {
            try {
                LocalFolder.requireUsable(options.targetDirectory().get(), place);
            } catch (IOException e) {
                return Futures.failed(e);
            }
        }
        return next.get();
    }

    /**
     * Checks whether a file of the drive already exists locally, if the options ask for it.
     *
     * @param entry the file
     * @param place slash-separated names below the target directory; ignored without one
     * @param options how to download
     * @return the local file; empty if it has to be downloaded
     */
    public CompletableFuture<Optional<File>> skipped(FileEntry entry, String place, DownloadOptions options) {
        if (options.targetDirectory().isEmpty()
                || options.fileExist() != FileExist.skipIfSame
                || entry.etag().isEmpty()) {
            return Futures.completed(Optional.empty());
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
     * Downloads a file.
     *
     * @param file the file
     * @param address its current URL
     * @param place slash-separated names below the target directory; ignored without one
     * @param options how to download
     * @return a {@link DownloadBody}, which connects at the first read; with a target directory the
     *     {@link java.io.File} when it is complete
     */
    public CompletableFuture<Object> bring(RemoteFile file, String address, String place, DownloadOptions options) {
        return bring(new DownloadBody(content(file, address, options)), place, options);
    }

    /**
     * Requests the URL of a file of the drive and downloads it. An empty file has no URL.
     *
     * @param entry the file
     * @param place slash-separated names, below the target directory or the listed folder
     * @param options how to download
     * @return a {@link DriveFile}, which connects at the first read; with a target directory the {@link java.io.File}
     *     when it is complete
     */
    public CompletableFuture<Object> bring(FileEntry entry, String place, DownloadOptions options) {
        return whereUsable(place, options, () -> {
            RemoteFile file = file(entry);
            CompletableFuture<String> address =
                    entry.size() == 0 ? Futures.completed(null) : file.ask().get();
            return address.thenCompose(
                    url -> bring(new DriveFile(one -> content(file, url, options, one), entry, place), place, options));
        });
    }

    /**
     * Downloads a content.
     *
     * @param content the content
     * @param place slash-separated names below the target directory; ignored without one
     * @param options how to download
     * @return a {@link DownloadBody}, which connects at the first read; with a target directory the
     *     {@link java.io.File} when it is complete
     */
    public CompletableFuture<Object> bring(Downloadable content, String place, DownloadOptions options) {
        return bring(new DownloadBody(content), place, options);
    }

    private CompletableFuture<Object> bring(DownloadBody body, String place, DownloadOptions options) {
        return options.targetDirectory()
                .map(folder -> saved(folder, place, body.open()))
                .orElseGet(() -> Futures.completed(body));
    }

    /**
     * Returns the readable content of a file of the drive. Its URL is requested at the first read.
     *
     * @param entry the file
     * @param options how to download; the target directory is ignored
     */
    public Downloadable content(FileEntry entry, DownloadOptions options) {
        return content(file(entry), null, options, entry);
    }

    /**
     * Returns the readable content of a file, restricted to some hosts.
     *
     * @param file the file
     * @param address its current URL; null to request it at the first read
     * @param options how to download; the target directory is ignored
     * @param hosts whether a host is allowed; null to allow all
     */
    public Downloadable content(RemoteFile file, String address, DownloadOptions options, Predicate<String> hosts) {
        return content(from(hosts), file, address, options);
    }

    /**
     * Reads a file up to a maximum length.
     *
     * @param file the file
     * @param address its current URL; null to request it
     * @param options how to download; the target directory is ignored
     * @param hosts whether a host is allowed; null to allow all
     * @param most the maximum number of bytes; the rest is not read
     */
    public FetchedFile read(RemoteFile file, String address, DownloadOptions options, Predicate<String> hosts, int most)
            throws IOException {
        try (DownloadStream in = content(from(hosts), file, address, options).stream()) {
            return new FetchedFile(in.readNBytes(most), in.location());
        }
    }

    /**
     * Creates a set of files that are saved together.
     *
     * @param targetDirectory the local folder
     * @param relative the subfolder; empty for the target directory itself
     * @param first the name of the file that references the others
     */
    public FileSet fileSet(String targetDirectory, String relative, String first) throws IOException {
        return FileSet.in(targetDirectory, relative, first);
    }

    /** Returns a file of the drive as a downloadable file. */
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
        return new RemoteDownload(account, from, file, new ExpiringUrl(file, address), options, () -> {});
    }

    private Downloadable content(RemoteFile file, String address, DownloadOptions options, FileEntry entry) {
        Runnable read = () -> account.reads().read(entry.fileId());
        return new RemoteDownload(account, account.content(), file, new ExpiringUrl(file, address), options, read);
    }

    private CompletableFuture<Object> saved(String folder, String place, InputStream content) {
        try {
            return Futures.supply(() -> save(folder, place, content), account.downloads());
        } catch (RejectedExecutionException closing) {
            return Futures.failed(new Pan123ShutdownException(null));
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
