package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123SpaceFullException;
import io.github.camelpan123.api.Pan123TranscodeException;
import io.github.camelpan123.api.ProductUrl;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeJob;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.api.TranscodeState;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transcode space of the account (platform/calls.md, "Transcode space"). */
public final class TranscodeSpace {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodeSpace.class);

    /** The documents say "about every 10 s". The first polls come sooner, within the rate limit. */
    private static final RetryPolicy POLL = RetryPolicy.unlimited(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static final int MOST_STARTS = 10_000;

    private final AccountLease account;
    private final Drive drive;
    private final TranscodeJobs jobs;
    private final DriveImport imports;
    private final WatchList unkept = WatchList.inMemory();
    private final Map<Path, WatchList> lists = new ConcurrentHashMap<>();
    private final Map<Long, Integer> startCounts = BoundedMap.byInsertion(MOST_STARTS);

    /** @param account the account of the space */
    public TranscodeSpace(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
        this.jobs = TranscodeJobs.of(account);
        this.imports = new DriveImport(account, drive, POLL, this::list);
    }

    AccountLease account() {
        return account;
    }

    /** Returns the known jobs of the account. */
    TranscodeJobs jobs() {
        return jobs;
    }

    /** Queries the ID of the folder of the space and caches it. */
    public CompletableFuture<Long> askFolder() {
        return drive.askSpace();
    }

    /** Returns the ID of the folder of the space. It is queried once. */
    public CompletableFuture<Long> folder() {
        return drive.space();
    }

    /** Lists everything in the space page by page. Blocks; for threads that may wait. */
    public Iterator<FileEntry> list() {
        return drive.list(Futures.join(folder()), ListOptions.TRANSCODE_SPACE);
    }

    /**
     * Imports videos of the drive into the space. It finds the imported entries by name, size and MD5, because the
     * platform does not return their new IDs (platform/calls.md, "Import"). Concurrent imports share one call.
     *
     * @param driveFileIds 1 to 100 IDs of the drive
     * @param longest the maximum time until the videos are listed
     * @return the entries of the space, in the order of the IDs
     */
    public CompletableFuture<List<FileEntry>> importFromDrive(Collection<Long> driveFileIds, Duration longest) {
        return imports.importFromDrive(driveFileIds, longest);
    }

    /**
     * Returns a video of the space with the data known from its import by this context.
     *
     * @param name the name, if known from another source
     */
    public TranscodeVideo video(long fileId, Optional<String> name) {
        return imports.video(fileId, name);
    }

    /**
     * Returns the resolutions that a video can be transcoded to, when the platform has determined them.
     *
     * @param longest the maximum time to wait
     * @return fails with {@link Pan123TranscodeException} on timeout, or if the platform offers no resolution
     */
    public CompletableFuture<TranscodeResolutions> resolutions(long fileId, Duration longest) {
        return POLL.untilPresent(account::delay, longest, () -> account.call(TranscodeCalls.resolutions(fileId))
                        .thenApply(found -> Optional.of(found).filter(known -> !known.pending())))
                .thenApply(found -> found.orElseThrow(() -> new Pan123TranscodeException(
                        Api.TRANSCODE_RESOLUTIONS,
                        "The platform did not find the resolutions of file " + fileId + " in time (jobTimeout)",
                        true)))
                .thenApply(found -> {
                    if (found.available().isEmpty()) {
                        throw new Pan123TranscodeException(
                                Api.TRANSCODE_RESOLUTIONS,
                                "The platform offers no resolution for file " + fileId + "; is it a video?",
                                false);
                    }
                    return found;
                });
    }

    /**
     * Returns the URL of a ZIP file of all products of a video, when the platform has created the file.
     *
     * @param zipName the name of the ZIP file
     * @param longest the maximum time to wait
     * @return fails with {@link Pan123SpaceFullException} if the space is full, with {@link Pan123TranscodeException}
     *     on timeout
     */
    public CompletableFuture<ProductUrl> archive(long fileId, String zipName, Duration longest) {
        return POLL.untilPresent(account::delay, longest, () -> account.call(TranscodeCalls.archive(fileId, zipName))
                        .thenApply(archive -> Optional.of(archive)
                                .filter(known ->
                                        !known.pending() || known.product().full())))
                .thenApply(archive -> archive.orElseThrow(() -> new Pan123TranscodeException(
                                Api.TRANSCODE_DOWNLOAD_ALL,
                                "The platform did not pack the products of file " + fileId + " in time (jobTimeout)",
                                true))
                        .product());
    }

    /**
     * Describes a video without the call that determines its resolutions, because the platform allows that call only
     * once a second. The description contains the running and finished jobs.
     *
     * @param wanted used as the offered resolutions
     */
    public CompletableFuture<TranscodeResolutions> described(
            long fileId, List<String> wanted, String codec, long seconds) {
        return account.call(TranscodeCalls.record(fileId)).thenApply(jobs -> {
            Map<String, TranscodeJob> newest = new LinkedHashMap<>();
            jobs.forEach(job -> newest.put(job.resolution(), job));
            List<String> started = newest.values().stream()
                    .filter(job -> job.state() != TranscodeState.FAILED)
                    .map(TranscodeJob::resolution)
                    .toList();
            return new TranscodeResolutions(fileId, false, upperCase(wanted), started, codec, seconds);
        });
    }

    /**
     * Starts the wanted transcode jobs that do not run yet.
     *
     * @param wanted names such as {@code 720P} in any letter case, or {@code all}
     * @param offered the resolutions that the platform offers for the video
     * @param list records the jobs before they are started
     * @return the resolutions that were started, in upper case; empty if all ran already
     */
    public CompletableFuture<List<String>> start(
            TranscodeVideo video, List<String> wanted, TranscodeResolutions offered, WatchList list) {
        List<String> names = choose(video.fileId(), wanted, offered);
        if (names.isEmpty()) {
            return Futures.completed(names);
        }
        jobs.starting(video, names);
        return Futures.supply(() -> watch(video, names, list), account.routes())
                .thenCompose(starts -> account.call(
                                TranscodeCalls.start(video.fileId(), offered.codec(), offered.seconds(), names))
                        .whenCompleteAsync(
                                (done, failure) -> noteStart(video, starts, list, failure), account.routes()))
                .thenApply(done -> names);
    }

    private List<WatchedJob> watch(TranscodeVideo video, List<String> names, WatchList list) {
        try {
            return list.starting(video, names);
        } catch (UncheckedIOException e) {
            jobs.notStarted(video, names, e);
            throw e;
        }
    }

    /**
     * Whether wanted jobs may have been started here since the platform offered these resolutions, for example by a
     * start whose answer was lost.
     *
     * @param wanted as for {@link #start}
     */
    public boolean outdated(TranscodeResolutions offered, List<String> wanted) {
        return choose(offered.fileId(), wanted, offered).stream().anyMatch(name -> jobs.begun(offered.fileId(), name));
    }

    /**
     * Records the outcome of a start. Only a definite refusal removes it from the list, because a start without an
     * answer may have been executed.
     */
    private void noteStart(TranscodeVideo video, List<WatchedJob> starts, WatchList list, Throwable failure) {
        Throwable cause = Futures.unwrap(failure);
        List<String> names = starts.stream().map(WatchedJob::resolution).toList();
        try {
            if (cause == null) {
                countStart(video.fileId());
                jobs.started(video, names);
                list.started(starts);
            } else if (cause instanceof Pan123Exception refusal && !refusal.isRetriable() && refusal.getCode() != 0) {
                jobs.refused(video, names);
                list.refused(starts);
            } else {
                countStart(video.fileId());
                jobs.notStarted(video, names, cause);
            }
        } catch (UncheckedIOException e) {
            LOG.warn("The jobs of video {} cannot be changed in the watch list: {}", video.fileId(), e.getMessage());
        }
    }

    private void countStart(long fileId) {
        synchronized (startCounts) {
            startCounts.merge(fileId, 1, Integer::sum);
        }
    }

    /**
     * Returns how often jobs of a video were started here, or may have been if the answer was lost. The entry of the
     * video in the space may not show a start.
     */
    int starts(long fileId) {
        synchronized (startCounts) {
            return startCounts.getOrDefault(fileId, 0);
        }
    }

    /**
     * Returns the list of the jobs that are started here.
     *
     * @param directory the directory of the list, with one file per account; null for memory only
     */
    public WatchList watchList(Path directory) {
        return directory == null
                ? unkept
                : lists.computeIfAbsent(
                        directory.toAbsolutePath().normalize(),
                        folder -> WatchList.inFile(
                                folder.resolve(account.label() + ".started"),
                                account.limits().maxWait()));
    }

    private static List<String> upperCase(List<String> names) {
        return names.stream()
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static List<String> choose(long fileId, List<String> wanted, TranscodeResolutions found) {
        if (wanted.size() == 1 && wanted.get(0).equalsIgnoreCase("all")) {
            return found.startable();
        }
        List<String> names = upperCase(wanted);
        List<String> unknown =
                names.stream().filter(name -> !found.available().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new Pan123TranscodeException(
                    Api.TRANSCODE_VIDEO,
                    "File " + fileId + " cannot be transcoded to " + unknown + "; the platform offers "
                            + found.available(),
                    false);
        }
        return names.stream().filter(name -> !found.started().contains(name)).toList();
    }
}
