package io.github.camelpan123.download;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123ShutdownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** Brings what the platform keeps here. */
public final class Downloader {

    private final AccountLease account;

    /** @param account whose files */
    public Downloader(AccountLease account) {
        this.account = account;
    }

    /**
     * Checks that a file can be saved where it shall, before anything is asked for.
     *
     * @throws IllegalArgumentException when its name leads out of the folder or is no name
     */
    public void requireUsable(String name, DownloadOptions options) {
        options.targetDirectory().ifPresent(folder -> TargetFolder.requireUsable(folder, name));
    }

    /**
     * Brings a file.
     *
     * @param file what to bring
     * @param address where it can be read now
     * @param options how
     * @return a stream that opens a connection when it is read, to be closed; with a target directory the
     *     {@link java.io.File} when all of it has arrived
     */
    public CompletableFuture<Object> bring(RemoteFile file, String address, DownloadOptions options) {
        DownloadStream content = stream(file, address, options);
        return options.targetDirectory()
                .map(folder -> saved(folder, file.name(), content))
                .orElseGet(() -> CompletableFuture.completedFuture(content));
    }

    /**
     * Brings what has been read already.
     *
     * @param name its name
     * @param content all of it
     * @param options how
     * @return a stream, or the file as with {@link #bring}
     */
    public CompletableFuture<Object> keep(String name, byte[] content, DownloadOptions options) {
        InputStream in = new ByteArrayInputStream(content);
        return options.targetDirectory()
                .map(folder -> saved(folder, name, in))
                .orElseGet(() -> CompletableFuture.completedFuture(in));
    }

    /**
     * Reads a file as it is read.
     *
     * @param file what to read
     * @param address where it can be read now
     * @param options how; the target directory does not matter
     * @return opens a connection when it is read; to be closed
     */
    public InputStream open(RemoteFile file, String address, DownloadOptions options) {
        return stream(file, address, options);
    }

    /**
     * Reads a file as it is read, and does not even ask for its address before.
     *
     * @param file what to read
     * @param options how; the target directory does not matter
     * @return to be closed
     */
    public InputStream open(RemoteFile file, DownloadOptions options) {
        return stream(file, null, options);
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

    private DownloadStream stream(RemoteFile file, String address, DownloadOptions options) {
        return new DownloadStream(new ResumingReader(account, file, new Address(file, address), options));
    }

    private CompletableFuture<Object> saved(String folder, String name, InputStream content) {
        try {
            return CompletableFuture.supplyAsync(() -> save(folder, name, content), account.downloads());
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.failedFuture(new Pan123ShutdownException(null));
        }
    }

    private static Object save(String folder, String name, InputStream content) {
        try (content) {
            return TargetFolder.open(folder).save(name, content).toFile();
        } catch (IOException e) {
            throw e.getCause() instanceof Pan123Exception cause ? cause : new CompletionException(e);
        }
    }
}
