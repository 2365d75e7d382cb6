package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.support.DigestCaches;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;

/** Uploads content to the drive. Waiting for a rate limit or for the platform blocks no thread. */
public final class Uploader {

    private final AccountLease account;
    private final Drive drive;
    private final RequestContent.Spools spools;
    private final DigestCaches digests;
    private final SliceSize sliceSize;
    private final BatchedLookups lookups;
    private final LostUploads lostUploads;
    private final LookBeforeRetry calls;
    private final Verification verification;
    private final SingleStep singleStep;
    private final Slices slices;
    private final Completion completion;
    private final Journals journals;
    private final KeyedSerializer<Content> contents;

    /** @param account the account to upload to */
    public Uploader(AccountLease account, Drive drive) {
        this(account, drive, UploadDelays.USUAL);
    }

    Uploader(AccountLease account, Drive drive, UploadDelays delays) {
        this(account, drive, delays, Spool::temporary);
    }

    Uploader(AccountLease account, Drive drive, UploadDelays delays, RequestContent.Spools spools) {
        ReadRetry retry = new ReadRetry(account, delays.retry());
        this.account = account;
        this.drive = drive;
        this.spools = spools;
        this.digests = account.shared(DigestCaches.class, () -> new DigestCaches(account.label(), account.seals()));
        this.sliceSize = account.shared(SliceSize.class, SliceSize::new);
        this.lookups = new BatchedLookups(account::delay, drive::infos);
        this.lostUploads = new LostUploads(drive, retry);
        this.calls = new LookBeforeRetry(account, delays.retry(), lostUploads);
        this.verification = new Verification(lookups, drive, retry);
        this.singleStep = new SingleStep(account, retry);
        this.slices = new Slices(account, delays.retry());
        this.completion = new Completion(account, delays);
        this.journals = new Journals(account.label(), account::seal);
        this.contents = new KeyedSerializer<>(account.routes());
    }

    /**
     * Uploads a content to a folder.
     *
     * @return completes with the entry; fails with {@code IOException} if the content cannot be read
     * @throws IllegalArgumentException before anything is read, if name or size exceed the limits of the platform
     */
    public CompletableFuture<UploadOutcome> upload(UploadRequest request, RemoteFolder folder) {
        FileName.require("fileName", request.name());
        request.body().size().ifPresent(size -> requireSize(size, request.options()));
        UploadTask task = task(request.whileRunning(() -> !account.closed()));
        lookups.begun();
        return Futures.begin(() -> folder.in(task::into)).whenComplete((outcome, failure) -> {
            lookups.ended();
            task.close(failure == null);
        });
    }

    private UploadTask task(UploadRequest request) {
        RequestContent content = new RequestContent(request, account, spools, digests, sliceSize);
        Confirmation confirmation = new Confirmation(request, drive, lostUploads, verification, calls);
        SessionUpload session = new SessionUpload(
                request, confirmation, account, contents, journals, sliceSize, slices, completion, lostUploads);
        return new UploadTask(request, content, drive, lostUploads, confirmation, singleStep, session, journals);
    }

    static boolean inOneStep(long size, UploadOptions options) {
        return switch (options.mode()) {
            case single -> true;
            case sliced -> false;
            // the platform has the empty content, so this takes one call and no upload server (platform/calls.md,
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
