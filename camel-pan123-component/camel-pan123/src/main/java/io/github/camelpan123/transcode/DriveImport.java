package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123TranscodeException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Imports videos of the drive into the space, unless they are there, and finds their entries in the list of the space,
 * because the platform does not return their new IDs.
 */
final class DriveImport {

    private static final int MOST_VIDEOS = 10_000;

    private final AccountLease account;
    private final Drive drive;
    private final RetryPolicy polling;
    private final SharedQuery<List<FileEntry>> listing;
    private final VideoImports calls;
    private final Map<Long, TranscodeVideo> imported = BoundedMap.byInsertion(MOST_VIDEOS);

    /**
     * @param polling how often the list is read until it shows the imported videos
     * @param list lists the space; may block
     */
    DriveImport(AccountLease account, Drive drive, RetryPolicy polling, Supplier<Iterator<FileEntry>> list) {
        this.account = account;
        this.drive = drive;
        this.polling = polling;
        this.listing = new SharedQuery<>(() -> Futures.supply(() -> all(list.get()), account.routes()));
        this.calls = new VideoImports(account, this::imported);
    }

    private static List<FileEntry> all(Iterator<FileEntry> entries) {
        List<FileEntry> all = new ArrayList<>();
        entries.forEachRemaining(all::add);
        return all;
    }

    private CompletableFuture<Map<FileEntry, Void>> imported(List<FileEntry> sources) {
        return listing.ask().thenApply(space -> {
            Map<FileEntry, Void> there = new HashMap<>();
            sources.stream()
                    .filter(source -> newestCopy(space, source).isPresent())
                    .forEach(source -> there.put(source, null));
            return there;
        });
    }

    CompletableFuture<List<FileEntry>> importFromDrive(Collection<Long> driveFileIds, Duration longest) {
        return copiesOf(driveFileIds, longest).thenApply(entries -> {
            Iterator<Long> sources = driveFileIds.iterator();
            synchronized (imported) {
                entries.forEach(entry ->
                        imported.put(entry.fileId(), new TranscodeVideo(entry.fileId(), entry.name(), sources.next())));
            }
            return entries;
        });
    }

    TranscodeVideo video(long fileId, Optional<String> name) {
        synchronized (imported) {
            TranscodeVideo known = imported.getOrDefault(fileId, new TranscodeVideo(fileId, "", 0));
            return new TranscodeVideo(fileId, name.orElse(known.name()), known.sourceFileId());
        }
    }

    private CompletableFuture<List<FileEntry>> copiesOf(Collection<Long> driveFileIds, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        return drive.infos(driveFileIds).thenCompose(sources -> {
            List<FileEntry> inOrder = inOrder(driveFileIds, sources);
            return listing.ask().thenCompose(space -> {
                // an import whose answer was lost may have been executed, and a second copy would use up space and
                // duration
                List<FileEntry> missing = inOrder.stream()
                        .filter(source -> newestCopy(space, source).isEmpty())
                        .toList();
                return missing.isEmpty()
                        ? Futures.completed(copies(space, inOrder))
                        : calls.start(missing, () -> awaitAll(inOrder, end));
            });
        });
    }

    private static List<FileEntry> copies(List<FileEntry> space, List<FileEntry> sources) {
        return sources.stream()
                .flatMap(source -> newestCopy(space, source).stream())
                .toList();
    }

    private static List<FileEntry> inOrder(Collection<Long> ids, List<FileEntry> found) {
        List<FileEntry> inOrder = new ArrayList<>(ids.size());
        for (long id : ids) {
            inOrder.add(requireVideo(found.stream()
                    .filter(entry -> entry.fileId() == id && !entry.trashed())
                    .findFirst()
                    .orElseThrow(() -> new Pan123NotFoundException("There is no file " + id + " to import"))));
        }
        return inOrder;
    }

    /** Rejects a file that is no video, because the platform would refuse the whole import call. */
    private static FileEntry requireVideo(FileEntry source) {
        if (!source.video()) {
            throw new Pan123TranscodeException(
                    Api.TRANSCODE_IMPORT,
                    "File " + source.fileId() + " (" + source.name()
                            + ") is not a video that the platform knows, so it cannot be transcoded",
                    false);
        }
        return source;
    }

    private CompletableFuture<List<FileEntry>> awaitAll(List<FileEntry> sources, long end) {
        AtomicInteger shown = new AtomicInteger();
        return poll(end, () -> listing.ask().thenApply(space -> {
                    List<FileEntry> copies = copies(space, sources);
                    shown.set(copies.size());
                    return Optional.of(copies).filter(all -> all.size() == sources.size());
                }))
                .thenApply(all -> all.orElseThrow(() -> new Pan123TranscodeException(
                        Api.TRANSCODE_IMPORT,
                        "Only " + shown + " of " + sources.size()
                                + " imported files showed up in the transcode space in time (jobTimeout)",
                        true)));
    }

    private <T> CompletableFuture<Optional<T>> poll(long end, Supplier<CompletableFuture<Optional<T>>> question) {
        // a failed query must not end the wait: a repeated import would be a second one, if the space does not show the
        // first yet
        return polling.untilPresent(
                account::delay, Duration.ofNanos(end - System.nanoTime()), LostAnswers::passing, question);
    }

    private static Optional<FileEntry> newestCopy(List<FileEntry> space, FileEntry source) {
        return space.stream()
                .filter(entry -> entry.name().equals(source.name())
                        && entry.size() == source.size()
                        && entry.etag().equalsIgnoreCase(source.etag()))
                .max((a, b) -> Long.compare(a.fileId(), b.fileId()));
    }
}
