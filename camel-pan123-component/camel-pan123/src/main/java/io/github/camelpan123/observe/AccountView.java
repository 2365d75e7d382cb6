package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.transcode.TranscodeJobState;
import io.github.camelpan123.transcode.TranscodeJobs;
import io.github.camelpan123.upload.UploadInFlight;
import io.github.camelpan123.upload.UploadsInFlight;
import java.util.List;

/**
 * The state of an account and of the work for it.
 *
 * @param account the account
 * @param uploads some uploads in progress
 * @param uploadsInFlight the number of all uploads in progress
 * @param uploadsEnded the last uploads that ended, the latest first
 * @param uploadsSucceeded the number of uploads that succeeded so far
 * @param uploadsFailed the number of uploads that failed so far
 * @param jobs some unfinished transcode jobs, and the last ones that ended
 * @param jobsUnfinished the number of all unfinished transcode jobs
 */
public record AccountView(
        AccountState account,
        List<UploadInFlight> uploads,
        int uploadsInFlight,
        List<UploadInFlight> uploadsEnded,
        long uploadsSucceeded,
        long uploadsFailed,
        List<TranscodeJobState> jobs,
        int jobsUnfinished) {

    /** @param most the maximum number of uploads and of unfinished jobs to list */
    static AccountView of(AccountLease lease, int most) {
        UploadsInFlight uploads = UploadsInFlight.of(lease);
        TranscodeJobs jobs = TranscodeJobs.of(lease);
        return new AccountView(
                lease.state(),
                uploads.current(most),
                uploads.count(),
                uploads.ended(),
                uploads.succeeded(),
                uploads.failed(),
                jobs.all(most),
                jobs.unfinished());
    }
}
