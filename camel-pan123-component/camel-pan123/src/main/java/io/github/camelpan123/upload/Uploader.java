package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.support.DigestCaches;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;

/** Brings contents to the drive. What waits, for its turn or for the platform, holds no thread. */
public final class Uploader {

    private final UploadTools tools;
    private final GatheredLooks looks;

    /** @param account whose drive is uploaded to */
    public Uploader(AccountLease account, Drive drive) {
        this(account, drive, PollIntervals.USUAL);
    }

    Uploader(AccountLease account, Drive drive, PollIntervals pauses) {
        this(account, drive, pauses, Spool::temporary);
    }

    Uploader(AccountLease account, Drive drive, PollIntervals pauses, UploadTools.Spools spools) {
        RepeatedLook repetition = new RepeatedLook(account, pauses);
        this.looks = new GatheredLooks(account, drive::infos);
        this.tools = new UploadTools(
                account,
                drive,
                pauses,
                repetition,
                new LostUploads(drive, repetition),
                new Verification(looks, drive, repetition),
                spools,
                new SingleStep(account, repetition),
                new Slices(account, pauses),
                new Completion(account, pauses),
                new Journals(account.label(), account::seal),
                account.shared(DigestCaches.class, () -> new DigestCaches(account.label(), account.seals())),
                new KeyedSerializer<>(account.routes()),
                account.shared(SliceSize.class, SliceSize::new));
    }

    /**
     * Uploads.
     *
     * @return completes with the entry; fails with {@code IOException} when the content cannot be read
     * @throws IllegalArgumentException before anything is read, when name or size are beyond what the platform takes
     */
    public CompletableFuture<UploadOutcome> upload(UploadRequest request, RemoteFolder folder) {
        FileName.require("fileName", request.name());
        request.body().size().ifPresent(size -> requireSize(size, request.options()));
        AccountLease account = tools.account();
        UploadTask task = new UploadTask(tools, request.whileRunning(() -> !account.closed()));
        looks.begun();
        return Futures.begin(() -> folder.in(task::into)).whenComplete((outcome, failure) -> {
            looks.ended();
            task.close(failure == null);
        });
    }

    static boolean inOneStep(long size, UploadOptions options) {
        return switch (options.mode()) {
            case single -> true;
            case sliced -> false;
            // an empty content is known to the platform, so it costs one call and no server (platform/calls.md,
            // "Create an upload")
            case auto -> size > 0 && size <= options.singleThreshold();
        };
    }

    static void requireSize(long size, UploadOptions options) {
        boolean single = inOneStep(size, options);
        long largest = single ? UploadCalls.LARGEST_SINGLE : UploadCalls.LARGEST;
        if (size > largest) {
            throw new IllegalArgumentException("The file has " + size + " bytes; the platform takes " + largest
                    + (single ? " in one step, use uploadMode=sliced" : " at most"));
        }
    }
}
