package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import io.github.camelpan123.platform.UploadCalls;
import io.github.camelpan123.platform.UploadSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings one content to the drive. Blocks: runs on the account's upload threads, of which there are no more than
 * uploads in flight are allowed.
 */
public final class Uploader {

    /** What the platform cuts to in every sample (reference 2.9); a wrong guess only costs hashing while sending. */
    private static final long USUAL_SLICE = 16L * 1024 * 1024;

    private final AccountLease account;
    private final Drive drive;
    private final SingleStep singleStep;
    private final Slices slices;
    private final Completion completion;
    private final ContentUnderWay underWay = new ContentUnderWay();
    private final AtomicLong sliceSize = new AtomicLong(USUAL_SLICE);

    /** @param account whose drive is uploaded to */
    public Uploader(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
        this.completion = new Completion(account);
        this.singleStep = new SingleStep(account, drive);
        this.slices = new Slices(account);
    }

    /**
     * Uploads.
     *
     * @param source the content; not closed
     * @param parent the folder, 0 for the root
     * @param name without a path
     * @throws IllegalArgumentException before anything is read, when name or size are beyond what the platform takes
     * @throws IOException when the content cannot be read
     */
    public UploadOutcome upload(
            UploadSource source, long parent, String name, UploadOptions options, UploadProgress progress)
            throws IOException, InterruptedException {
        FileName.require("fileName", name);
        boolean single = inOneStep(source.size(), options);
        requireSize(source.size(), single);
        long size = source.size();
        Fingerprint fingerprint = single
                ? Digests.whole(source, done -> progress.at(UploadProgress.Phase.HASH, name, done, size))
                : Digests.withSlices(
                        source,
                        sliceSize.get(),
                        account.routes(),
                        done -> progress.at(UploadProgress.Phase.HASH, name, done, size));
        NewFile file = new NewFile(parent, name, fingerprint.md5(), size, options.duplicate());
        Optional<FileEntry> same = options.duplicate() == Duplicate.skipIfSame ? find(file) : Optional.empty();
        UploadOutcome outcome = same.isPresent()
                ? new UploadOutcome(same.get(), UploadOutcome.How.SKIPPED)
                : send(source, file, fingerprint, single, options, progress);
        progress.at(UploadProgress.Phase.DONE, name, size, size);
        return outcome;
    }

    private static boolean inOneStep(long size, UploadOptions options) {
        return switch (options.mode()) {
            case single -> true;
            case sliced -> false;
            case auto -> size <= options.singleThreshold();
        };
    }

    private static void requireSize(long size, boolean single) {
        long largest = single ? UploadCalls.LARGEST_SINGLE : UploadCalls.LARGEST;
        if (size > largest) {
            throw new IllegalArgumentException("The file has " + size + " bytes; the platform takes " + largest
                    + (single ? " in one step, use uploadMode=sliced" : " at most"));
        }
    }

    private UploadOutcome send(
            UploadSource source,
            NewFile file,
            Fingerprint fingerprint,
            boolean single,
            UploadOptions options,
            UploadProgress progress)
            throws IOException, InterruptedException {
        if (single) {
            long fileId = singleStep.send(source, file, progress);
            return new UploadOutcome(entry(fileId, file, options), UploadOutcome.How.SENT);
        }
        ContentUnderWay.Content content = new ContentUnderWay.Content(file.etag(), file.size());
        underWay.claim(content);
        try {
            return inSlices(source, file, fingerprint, options, progress);
        } finally {
            underWay.done(content);
        }
    }

    private UploadOutcome inSlices(
            UploadSource source, NewFile file, Fingerprint fingerprint, UploadOptions options, UploadProgress progress)
            throws IOException, InterruptedException {
        UploadSession session = account.await(UploadCalls.create(file));
        if (session.finished()) {
            return new UploadOutcome(entry(session.fileId(), file, options), UploadOutcome.How.REUSED);
        }
        requireUsable(session);
        sliceSize.set(session.sliceSize());
        slices.send(source, file.name(), session, fingerprint, options.concurrency(), progress);
        progress.at(UploadProgress.Phase.VERIFY, file.name(), file.size(), file.size());
        long fileId = completion.await(session.preuploadId());
        return new UploadOutcome(entry(fileId, file, options), UploadOutcome.How.SENT);
    }

    private static void requireUsable(UploadSession session) {
        boolean usable = !session.preuploadId().isEmpty()
                && session.sliceSize() > 0
                && !session.servers().isEmpty();
        if (!usable) {
            throw new Pan123UploadFailedException(
                    Api.UPLOAD_CREATE,
                    "The platform neither knew the content nor opened a session for it (reuse=" + session.reuse()
                            + ", fileID=" + session.fileId() + ", sliceSize=" + session.sliceSize() + ", servers="
                            + session.servers().size() + ")",
                    null);
        }
    }

    private Optional<FileEntry> find(NewFile file) {
        return Futures.join(drive.child(file.parentFileId(), file.name())).filter(entry -> same(entry, file));
    }

    static boolean same(FileEntry entry, NewFile file) {
        return !entry.directory() && entry.size() == file.size() && entry.etag().equalsIgnoreCase(file.etag());
    }

    private FileEntry entry(long fileId, NewFile file, UploadOptions options) {
        if (!options.verify()) {
            return new FileEntry(
                    fileId, file.name(), file.parentFileId(), false, file.size(), file.etag(), 0, 0, false, null, null);
        }
        List<FileEntry> found = Futures.join(drive.infos(List.of(fileId)));
        FileEntry entry = found.stream()
                .filter(candidate -> candidate.fileId() == fileId)
                .findFirst()
                .orElseThrow(() -> new Pan123UploadFailedException(
                        Api.FILE_INFOS,
                        "The platform reported file " + fileId + " as uploaded but does not show it",
                        null));
        if (!same(entry, file)) {
            throw new Pan123UploadFailedException(
                    Api.FILE_INFOS,
                    "File " + fileId + " has " + entry.size() + " bytes and MD5 " + entry.etag()
                            + " on the platform, but " + file.size() + " bytes and MD5 " + file.etag()
                            + " were uploaded",
                    null);
        }
        return entry;
    }
}
