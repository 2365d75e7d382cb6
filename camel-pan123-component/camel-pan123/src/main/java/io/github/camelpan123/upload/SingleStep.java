package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123RateLimitedException;
import io.github.camelpan123.platform.Pan123UnreachableException;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Uploads in one request (notice, part two). */
final class SingleStep {

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 1000;

    private final AccountLease account;
    private final Drive drive;
    private CompletableFuture<List<String>> servers;

    SingleStep(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
    }

    /** The id of the file. */
    long send(UploadSource source, NewFile file, UploadProgress progress) throws IOException, InterruptedException {
        Pan123RateLimitedException queued = null;
        for (int i = 0; i < TRIES; i++) {
            if (i > 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                // the platform may have queued the content and not told the id, so look before sending again
                Optional<FileEntry> there = find(file);
                if (there.isPresent()) {
                    return there.get().fileId();
                }
            }
            try {
                return once(source, file, progress);
            } catch (Pan123RateLimitedException e) {
                queued = e;
            }
        }
        throw queued;
    }

    private long once(UploadSource source, NewFile file, UploadProgress progress)
            throws IOException, InterruptedException {
        try {
            return request(source, file, progress);
        } catch (Pan123UnreachableException e) {
            if (e.getCause() instanceof SourceChangedException changed) {
                throw changed;
            }
            throw e;
        }
    }

    private long request(UploadSource source, NewFile file, UploadProgress progress) throws InterruptedException {
        AtomicLong sent = new AtomicLong();
        UploadState state = account.upload(
                UploadCalls.single(),
                server(),
                UploadForms.single(
                        file,
                        source,
                        bytes -> progress.at(
                                UploadProgress.Phase.SEND, file.name(), sent.addAndGet(bytes), file.size())));
        if (state.fileId() != 0) {
            return state.fileId();
        }
        return find(file)
                .map(FileEntry::fileId)
                .orElseThrow(() -> new Pan123UploadFailedException(
                        Api.UPLOAD_SINGLE,
                        "The platform took " + file.name() + " (completed=" + state.completed()
                                + ") but gave no id, and the folder does not show it",
                        null));
    }

    private Optional<FileEntry> find(NewFile file) {
        return Futures.join(drive.child(file.parentFileId(), file.name())).filter(entry -> Uploader.same(entry, file));
    }

    private String server() {
        CompletableFuture<List<String>> asked;
        synchronized (this) {
            if (servers == null || servers.isCompletedExceptionally()) {
                servers = account.call(UploadCalls.domain());
            }
            asked = servers;
        }
        return Futures.join(asked).stream()
                .findFirst()
                .orElseThrow(() -> new Pan123UploadFailedException(
                        Api.UPLOAD_DOMAIN, "The platform names no upload server", null));
    }
}
