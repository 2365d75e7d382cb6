package io.github.camelpan123.simulator.account;

import io.github.camelpan123.simulator.drive.Area;
import io.github.camelpan123.simulator.drive.CopyProgress;
import io.github.camelpan123.simulator.drive.CopyTask;
import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.DriveLines;
import io.github.camelpan123.simulator.drive.DriveRules;
import io.github.camelpan123.simulator.limits.LimitTable;
import io.github.camelpan123.simulator.limits.PathLimiters;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.TranscodeSettings;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;
import io.github.camelpan123.simulator.transcode.Video;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All accounts, and their restoration from the journal. */
public final class Accounts {
    /** An account of the journal, which does not contain the secret. */
    private record Known(String clientId, long uid) {}

    private static final String KIND = "account";
    private static final long FIRST_UID = 1_814_400_001L;

    private final Sequence ids;
    private final Sequence copyIds;
    private final Journal journal;
    private final TimeSource time;
    private final TranscodeSettings transcode;
    private final LimitTable limits;
    private final DriveRules rules;
    private final Map<String, Long> knownUids = new LinkedHashMap<>();
    private final Map<Long, Drive> drives = new LinkedHashMap<>();
    private final Map<Long, TranscodeSpace> spaces = new LinkedHashMap<>();
    private final Map<String, Account> byClient = new ConcurrentHashMap<>();

    /**
     * Creates a registry without accounts.
     *
     * @param ids generates IDs
     * @param journal provides the changes of earlier runs and records every change
     * @param time the clock
     * @param transcode the settings of transcoding
     * @param limits the current limits
     * @param rules what drives do where the platform's rule is not known
     */
    public Accounts(
            Sequence ids,
            Journal journal,
            TimeSource time,
            TranscodeSettings transcode,
            LimitTable limits,
            DriveRules rules) {
        this.ids = ids;
        copyIds = new Sequence("copies", journal);
        this.journal = journal;
        this.time = time;
        this.transcode = transcode;
        this.limits = limits;
        this.rules = rules;
        journal.reads(KIND, Known.class, known -> knownUids.put(known.clientId(), known.uid()));
        journal.reads(DriveLines.ENTRY, DriveLines.Put.class, line -> area(new Area(line.uid(), line.space()))
                .restore(line.entry()));
        journal.reads(DriveLines.COPY, CopyTask.class, task -> drive(task.uid()).restore(task));
        journal.reads(DriveLines.COPY_PROGRESS, CopyProgress.class, progress -> drive(progress.uid())
                .restore(progress));
        journal.reads(
                TranscodeSpace.VIDEO, Video.class, video -> space(video.uid()).restore(video));
        journal.reads(TranscodeSpace.JOB, Job.class, job -> space(job.uid()).restore(job));
    }

    /**
     * Returns a tree by account and kind. It exists before its account is added, so that the journal can fill it.
     *
     * @param area account and kind
     * @return always the same object
     */
    public synchronized Drive area(Area area) {
        return area.space() ? space(area.uid()).drive() : drive(area.uid());
    }

    private Drive drive(long uid) {
        return drives.computeIfAbsent(uid, key -> newDrive(new Area(key, false)));
    }

    private TranscodeSpace space(long uid) {
        return spaces.computeIfAbsent(
                uid, key -> new TranscodeSpace(key, newDrive(new Area(key, true)), ids, journal, time, transcode));
    }

    private Drive newDrive(Area area) {
        return new Drive(area, ids, copyIds, journal, time, rules);
    }

    /**
     * Adds an account and restores its data of earlier runs. Must be called when the journal is open.
     *
     * @param clientId its client ID
     * @param clientSecret its secret
     * @return the account
     */
    public synchronized Account add(String clientId, String clientSecret) {
        Long uid = knownUids.get(clientId);
        if (uid == null) {
            uid = FIRST_UID + knownUids.size();
            knownUids.put(clientId, uid);
            journal.write(KIND, clientId, new Known(clientId, uid));
        }
        Account account = new Account(clientId, clientSecret, uid, new PathLimiters(limits), drive(uid), space(uid));
        byClient.put(clientId, account);
        return account;
    }

    /**
     * Finds an account.
     *
     * @param clientId its client ID
     * @return null if there is none
     */
    public Account byClient(String clientId) {
        return byClient.get(clientId);
    }

    /**
     * Finds an account by its UID.
     *
     * @param uid its user ID
     * @return null if there is none
     */
    public Account byUid(long uid) {
        for (Account account : byClient.values()) {
            if (account.uid() == uid) {
                return account;
            }
        }
        return null;
    }

    /**
     * Returns all accounts.
     *
     * @return a copy
     */
    public Collection<Account> all() {
        return new ArrayList<>(byClient.values());
    }
}
