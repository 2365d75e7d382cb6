package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.support.DigestCaches;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Uploads content to the drive. Waiting for a rate limit or for the platform blocks no thread. */
public final class Uploader {

    private final AccountLease account;
    private final Drive drive;
    private final RequestContent.Spools spools;
    private final DigestCaches digests;
    private final Slices.Size sliceSize;
    private final BatchedLookups lookups;
    private final LostUploads lostUploads;
    private final UploadedFiles files;
    private final ReadRetry retry;
    private final SingleStep singleStep;
    private final SessionUpload sessions;
    private final Slices slices;
    private final Completion completion;
    private final UploadsInFlight inFlight;

    /**
     * The delays of an upload.
     *
     * @param poll the delay between two polls of a completion; one second according to the notice
     * @param retry the retries of failed calls and lookups
     */
    record Delays(Duration poll, RetryPolicy retry) {

        private static final int ATTEMPTS = 4;

        static final Delays USUAL = of(Duration.ofSeconds(1), Duration.ofMillis(500));

        static Delays of(Duration poll, Duration firstRetry) {
            return new Delays(
                    poll, new RetryPolicy(ATTEMPTS, firstRetry, firstRetry.multipliedBy(1L << (ATTEMPTS - 1))));
        }
    }

    /**
     * @param account the account to upload to
     * @param soleWriter whether no other program creates files of the same name and content at the same time; null if
     *     only {@code duplicate=fail} may assume so
     */
    public Uploader(AccountLease account, Drive drive, Boolean soleWriter) {
        this(account, drive, soleWriter, Delays.USUAL, Spool::temporary);
    }

    Uploader(AccountLease account, Drive drive, Boolean soleWriter, Delays delays, RequestContent.Spools spools) {
        this(account, drive, soleWriter, delays, spools, journals(account));
    }

    private static JournalOpener journals(AccountLease account) {
        Journals journals = new Journals(account.label(), account.seal());
        return account.uploadLeases()
                .<JournalOpener>map(leases -> new SharedJournals(account, leases, journals))
                .orElse(journals);
    }

    Uploader(
            AccountLease account,
            Drive drive,
            Boolean soleWriter,
            Delays delays,
            RequestContent.Spools spools,
            JournalOpener journals) {
        this.account = account;
        this.drive = drive;
        this.spools = spools;
        this.digests = account.shared(DigestCaches.class, () -> new DigestCaches(account.label(), account.seal()));
        this.sliceSize = account.shared(Slices.Size.class, Slices.Size::new);
        this.lookups = new BatchedLookups(account::delay, drive::infos);
        this.retry = new ReadRetry(account, delays.retry());
        this.files = new UploadedFiles(lookups, drive, retry, soleWriter);
        this.lostUploads = new LostUploads(account, delays.retry(), drive, files);
        this.singleStep = new SingleStep(account, retry);
        this.sessions = new SessionUpload(new KeyedSerializer<>(account.routes()), journals, sliceSize);
        this.slices = new Slices(account, delays.retry());
        this.completion = new Completion(account, delays);
        this.inFlight = UploadsInFlight.of(account);
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
        TrackedUpload tracked = inFlight.begin(request);
        UploadTask task = task(request.reportingTo(tracked).whileRunning(() -> !account.closed()));
        lookups.begun();
        return Futures.begin(() -> folder.in(task::into)).whenComplete((outcome, failure) -> {
            inFlight.end(tracked, Futures.unwrap(failure));
            lookups.ended();
            task.close(failure == null);
        });
    }

    private UploadTask task(UploadRequest request) {
        RequestContent content = new RequestContent(request, account, spools, digests, sliceSize);
        Verification verification = new Verification(request, drive, lostUploads, files, retry);
        return new UploadTask(
                request, content, account, drive, lostUploads, singleStep, sessions, slices, completion, verification);
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
