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

/** Configures faults. {@link #on} plans faults of single calls. The other methods affect the whole platform. */
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
     * Begins a rule for one path. A final method such as {@link FaultRule#answer(int)} activates it. Without
     * {@link FaultRule#times} the fault occurs once.
     *
     * @param path with a leading slash; for the storage host {@code /download} and its like, see {@link Figures}
     * @return the rule
     * @throws IllegalArgumentException if the platform does not serve this path, so that the fault would never occur
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
     * Lets the next calls of {@code /upload/v2/file/upload_complete} answer 20103, in addition to those that do so
     * anyway.
     *
     * @param times how many
     * @return this
     */
    public Faults stillVerifying(int times) {
        return on("/upload/v2/file/upload_complete").times(times).answer(Documented.STILL_VERIFYING);
    }

    /**
     * Lets the next single-step uploads answer that they are in the instant-upload queue (code 1; platform/calls.md,
     * "Single-step upload"). As on the platform, the file is created although the answer has no ID.
     *
     * @param times how many
     * @return this
     */
    public Faults queued(int times) {
        return on("/upload/v2/file/single/create").times(times).answerAfter(Documented.FAILED, Documented.QUEUED_TEXT);
    }

    /**
     * Evicts all valid tokens of all accounts, as logins of other programs would.
     *
     * @return this
     */
    public Faults evictTokens() {
        accounts.all().forEach(account -> tokens.evictAll(account.clientId()));
        return this;
    }

    /**
     * Bans writes of all accounts temporarily: folders, uploads, renames, moves, deletes and similar calls answer code
     * 1.
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
     * Lets lists show an entry only some time after its creation.
     *
     * @param lag zero for no lag
     * @return this
     */
    public Faults listLag(Duration lag) {
        troubles.listLag(lag);
        return this;
    }

    /**
     * Lets searches find an entry only some time after its creation, although lists may show it already.
     *
     * @param lag zero for the lag of lists
     * @return this
     */
    public Faults searchLag(Duration lag) {
        troubles.searchLag(lag);
        return this;
    }

    /**
     * Makes the cursors of the list of files (V2) and of the list of shares invalid.
     *
     * @param kind {@link Cursors#RIGHT} for correct cursors
     * @return this
     */
    public Faults cursors(Cursors kind) {
        troubles.cursors(kind);
        return this;
    }

    /**
     * Lets details and downloads answer 5066 for some time after the creation of a file.
     *
     * @param length zero for none
     * @return this
     */
    public Faults notFoundAfterUpload(Duration length) {
        troubles.newFileBlindness(length);
        return this;
    }

    /**
     * Lets {@code infos} leave out an entry for some time after its creation. Whether the platform does so is not known.
     *
     * @param lag zero for no lag
     * @return this
     */
    public Faults infosLag(Duration lag) {
        troubles.infosLag(lag);
        return this;
    }

    /**
     * Exhausts the account's own download traffic: download_info answers 5113.
     *
     * @param usedUp false to reset it
     * @return this
     */
    public Faults trafficUsedUp(boolean usedUp) {
        troubles.trafficUsedUp(usedUp);
        return this;
    }

    /**
     * Fills the transcode space: its downloads answer {@code isFull:true}.
     *
     * @param full false to reset it
     * @return this
     */
    public Faults spaceFull(boolean full) {
        troubles.spaceFull(full);
        return this;
    }

    /**
     * Lets the next transcode job of a resolution fail.
     *
     * @param resolution in lower case, for example {@code 720p}; null for the next job of any resolution
     * @param status its final status, 3 to 254
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
     * Lets all existing download URLs answer 403.
     *
     * @return this
     */
    public Faults expireUrls() {
        links.expireAll();
        return this;
    }

    /**
     * Sets the lifetime of new download URLs.
     *
     * @param life from creation to expiry, in whole seconds; 30 minutes by default
     * @return this
     */
    public Faults urlLife(Duration life) {
        links.life(life.toMillis());
        return this;
    }

    /** Removes all rules and faults and resets the lifetime of URLs. URLs that were expired remain expired. */
    public void clear() {
        plan.clear();
        troubles.clear();
        links.life(Invented.URL_LIFE.toMillis());
    }
}
