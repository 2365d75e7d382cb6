package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.KeyedSerializer;
import io.github.camelpan123.support.DigestCaches;

/**
 * What all uploads of a context to one account share.
 *
 * @param account for calls
 * @param drive for folders and entries
 * @param pauses between two questions
 * @param repetition of calls that only look
 * @param lostUploads remembers what may have landed
 * @param verification looks at what has
 * @param spools hold streams on disk
 * @param singleStep sends in one request
 * @param slices sends in many
 * @param completion waits for the platform
 * @param journals what outlives the process
 * @param digests what local files have been digested before
 * @param contents one upload of a content in slices at a time: who comes second finds it on the platform already
 * @param sliceSize what the platform cut to last, for whichever context
 */
record UploadTools(
        AccountLease account,
        Drive drive,
        PollIntervals pauses,
        RepeatedLook repetition,
        LostUploads lostUploads,
        Verification verification,
        Spools spools,
        SingleStep singleStep,
        Slices slices,
        Completion completion,
        Journals journals,
        DigestCaches digests,
        KeyedSerializer<Content> contents,
        SliceSize sliceSize) {

    /** Where streams are held that cannot be read twice. */
    @FunctionalInterface
    interface Spools {

        /**
         * @param longest bytes of one stream after which to give up
         * @param stillWanted throws to end the writing
         */
        Spool spool(long longest, Runnable stillWanted);
    }
}
