package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.faults.Cursors;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.tokens.TokenDesk;
import java.time.Duration;
import java.util.Set;

/** What shall go wrong. Faults of single calls are planned with {@link #on}; the other methods trouble the platform as a whole. */
public final class Faults {
    private final FaultPlan plan;
    private final Troubles troubles;
    private final TokenDesk tokens;
    private final Accounts accounts;
    private final Links links;
    private final Set<String> apiPaths;
    private final Set<String> storagePaths;

    Faults(Platform platform) {
        plan = platform.faultPlan();
        troubles = platform.troubles();
        tokens = platform.tokens();
        accounts = platform.accounts();
        links = platform.links();
        apiPaths = platform.apiPaths();
        storagePaths = platform.storagePaths();
    }

    /**
     * Begins a rule for one path; the last word of the rule, such as {@link FaultRule#answer(int)}, puts it in force. Without
     * {@link FaultRule#times} it strikes once.
     *
     * @param path with a leading slash; for the storage host {@code /download} and its like, see {@link Figures}
     * @return the rule
     * @throws IllegalArgumentException if the platform serves no such path, so that the fault would never strike
     */
    public FaultRule on(String path) {
        boolean storage = storagePaths.contains(path);
        if (!storage && !apiPaths.contains(path)) {
            throw new IllegalArgumentException(
                    "no such path: " + path + "; the storage host has " + storagePaths + ", the API has " + apiPaths);
        }
        return new FaultRule(plan, this, path, storage);
    }

    /**
     * Lets the next calls to {@code /upload/v2/file/upload_complete} answer 20103, beside those that do so anyway.
     *
     * @param times how many
     * @return this
     */
    public Faults stillVerifying(int times) {
        return on("/upload/v2/file/upload_complete").times(times).answer(Documented.STILL_VERIFYING);
    }

    /**
     * Lets the next single-step uploads answer that they wait in the instant-upload queue (code 1;
     * platform/calls.md, "Single-step upload"). As on the platform, the file lands although no id is told.
     *
     * @param times how many
     * @return this
     */
    public Faults queued(int times) {
        return on("/upload/v2/file/single/create").times(times).answerAfter(Documented.FAILED, Documented.QUEUED_TEXT);
    }

    /**
     * Pushes out every live token of every account, as logins elsewhere would.
     *
     * @return this
     */
    public Faults evictTokens() {
        accounts.all().forEach(account -> tokens.evictAll(account.clientId()));
        return this;
    }

    /**
     * Forbids every account to write for a while: folders, uploads, renames, moves, deletes and their like answer code 1.
     *
     * @param length from now on
     * @return this
     */
    public Faults writeBan(Duration length) {
        for (Account account : accounts.all()) {
            troubles.banWrites(account.clientId(), length);
        }
        return this;
    }

    /**
     * Lets lists show an entry only some time after it was made.
     *
     * @param lag zero for at once
     * @return this
     */
    public Faults listLag(Duration lag) {
        troubles.listLag(lag);
        return this;
    }

    /**
     * Lets the cursors of the list of files (V2) and of the list of shares lead nowhere.
     *
     * @param kind {@link Cursors#RIGHT} to put them right again
     * @return this
     */
    public Faults cursors(Cursors kind) {
        troubles.cursors(kind);
        return this;
    }

    /**
     * Lets details and downloads answer 5066 for some time after a file was made.
     *
     * @param length zero for not at all
     * @return this
     */
    public Faults notFoundAfterUpload(Duration length) {
        troubles.newFileBlindness(length);
        return this;
    }

    /**
     * Uses up the account's own download traffic: download_info answers 5113.
     *
     * @param usedUp false to free it again
     * @return this
     */
    public Faults trafficUsedUp(boolean usedUp) {
        troubles.trafficUsedUp(usedUp);
        return this;
    }

    /**
     * Fills the transcode space: its downloads answer {@code isFull:true}.
     *
     * @param full false to free it again
     * @return this
     */
    public Faults spaceFull(boolean full) {
        troubles.spaceFull(full);
        return this;
    }

    /**
     * Lets the next transcode to a resolution fail.
     *
     * @param resolution in lower case, for example {@code 720p}; null for the next one whatever it is
     * @param status what it ends with, 3 to 254
     * @return this
     */
    public Faults failTranscode(String resolution, int status) {
        if (status < 3 || status > 254) {
            throw new IllegalArgumentException("a failed transcode has a status from 3 to 254, not " + status);
        }
        troubles.failTranscode(resolution, status);
        return this;
    }

    /**
     * Lets every download address made so far answer 403.
     *
     * @return this
     */
    public Faults expireUrls() {
        links.expireAll();
        return this;
    }

    /**
     * Changes the life of download addresses made from now on.
     *
     * @param life from making an address to its end; 30 minutes at first, in whole seconds
     * @return this
     */
    public Faults urlLife(Duration life) {
        links.life(life.toMillis());
        return this;
    }

    /** Forgets every rule, ends all trouble and gives addresses their usual life again; those that were expired stay so. */
    public void clear() {
        plan.clear();
        troubles.clear();
        links.life(Invented.URL_LIFE.toMillis());
    }
}
