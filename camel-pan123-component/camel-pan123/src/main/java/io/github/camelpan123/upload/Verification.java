package io.github.camelpan123.upload;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123UploadFailedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks whether the platform has what it says it has. */
final class Verification {

    private final GatheredLooks looks;
    private final Repetition repetition;

    Verification(GatheredLooks looks, Repetition repetition) {
        this.looks = looks;
        this.repetition = repetition;
    }

    /** The platform reported a file and does not show it, or only in the recycle bin. */
    static final class NotShownException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        NotShownException(long fileId) {
            super(Api.FILE_INFOS, "The platform reported file " + fileId + " as uploaded but does not show it", null);
        }
    }

    /** The platform made something else of what it was sent. */
    static final class OtherContentException extends Pan123UploadFailedException {
        private static final long serialVersionUID = 1L;

        OtherContentException(FileEntry entry, NewFile file) {
            super(
                    Api.FILE_INFOS,
                    "File " + entry.fileId() + " has " + entry.size() + " bytes and MD5 " + entry.etag()
                            + " on the platform, but " + file.size() + " bytes and MD5 " + file.etag()
                            + " were uploaded",
                    null);
        }
    }

    /** The entry; fails when there is none, or when it is not what was sent. */
    CompletableFuture<FileEntry> of(long fileId, NewFile file) {
        // a new file can be briefly "not there" (platform/calls.md, "Complete an upload")
        return repetition
                .whenever(
                        failure -> Repetition.lost(failure) || failure instanceof NotShownException,
                        () -> looks.look(fileId).thenApply(found -> shown(found, fileId)))
                .thenApply(entry -> requireSame(entry, file));
    }

    private static FileEntry shown(Optional<FileEntry> found, long fileId) {
        return found.filter(entry -> !entry.trashed()).orElseThrow(() -> new NotShownException(fileId));
    }

    private static FileEntry requireSame(FileEntry entry, NewFile file) {
        if (!Landings.same(entry, file)) {
            throw new OtherContentException(entry, file);
        }
        return entry;
    }
}
