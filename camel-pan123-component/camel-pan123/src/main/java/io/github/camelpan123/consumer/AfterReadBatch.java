package io.github.camelpan123.consumer;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.consumer.PendingAction.Act;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Makes the after-read actions of a batch of files that all have the same one. */
final class AfterReadBatch {

    private final Drive drive;
    private final FileConsumerOptions.Afterwards options;

    /** @param options where files are moved to, and what to do if the name is taken there */
    AfterReadBatch(Drive drive, FileConsumerOptions.Afterwards options) {
        this.drive = drive;
        this.options = options;
    }

    /** @return the failure of each file in the order of the batch, null for a file that succeeded */
    CompletableFuture<List<Throwable>> act(List<PendingAction> batch) {
        return switch (batch.get(0).act()) {
            case TRASH -> outcomes(drive.changes().trashEach(ids(batch)));
            case DELETE -> delete(batch);
            case MOVE -> move(batch, options.moveTo());
            case MOVE_FAILED -> move(batch, options.moveFailed());
        };
    }

    private static List<Long> ids(List<PendingAction> batch) {
        return batch.stream().map(PendingAction::id).toList();
    }

    private static CompletableFuture<List<Throwable>> outcomes(List<CompletableFuture<Void>> each) {
        List<CompletableFuture<Throwable>> handled = each.stream()
                .map(one -> one.handle((done, failure) -> failure == null ? null : Futures.unwrap(failure)))
                .toList();
        return Futures.allOf(handled.toArray(CompletableFuture<?>[]::new)).thenApply(done -> {
            List<Throwable> all = new ArrayList<>();
            handled.forEach(one -> all.add(one.join()));
            return all;
        });
    }

    private CompletableFuture<List<Throwable>> delete(List<PendingAction> batch) {
        List<PendingAction> toTrash =
                batch.stream().filter(one -> !one.isTrashed()).toList();
        return outcomes(drive.changes().trashEach(ids(toTrash))).thenCompose(trashed -> {
            Map<PendingAction, Throwable> failed = new HashMap<>();
            for (int i = 0; i < trashed.size(); i++) {
                if (trashed.get(i) == null) {
                    toTrash.get(i).trashed();
                } else {
                    failed.put(toTrash.get(i), trashed.get(i));
                }
            }
            List<PendingAction> toDelete =
                    batch.stream().filter(PendingAction::isTrashed).toList();
            return outcomes(drive.changes().deleteEach(ids(toDelete))).thenApply(deleted -> {
                for (int i = 0; i < deleted.size(); i++) {
                    if (deleted.get(i) != null) {
                        failed.put(toDelete.get(i), deleted.get(i));
                    }
                }
                return inOrder(batch, failed);
            });
        });
    }

    private static List<Throwable> inOrder(List<PendingAction> batch, Map<PendingAction, Throwable> failed) {
        List<Throwable> all = new ArrayList<>();
        batch.forEach(one -> all.add(failed.get(one)));
        return all;
    }

    private CompletableFuture<List<Throwable>> move(List<PendingAction> batch, DrivePath target) {
        AtomicReference<List<Throwable>> allMissing = new AtomicReference<>(List.of());
        return Futures.recover(
                drive.inFolder(target, true, folder -> outcomes(drive.changes().moveEach(ids(batch), folder))
                        .thenCompose(moved -> {
                            Throwable first = moved.get(0);
                            if (first instanceof Pan123NotFoundException
                                    && moved.stream().allMatch(first.getClass()::isInstance)) {
                                // the target folder itself may be missing; this failure makes the caller resolve it
                                // again
                                allMissing.set(moved);
                                return Futures.failed(first);
                            }
                            return outcomes(resolveEach(batch, moved, folder));
                        })),
                failure -> allMissing.get().contains(failure)
                        ? Futures.completed(allMissing.get())
                        : Futures.failed(failure));
    }

    private List<CompletableFuture<Void>> resolveEach(List<PendingAction> batch, List<Throwable> moved, long folder) {
        List<CompletableFuture<Void>> resolved = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            resolved.add(
                    moved.get(i) instanceof Pan123NameConflictException taken
                            ? resolve(batch.get(i), folder, taken)
                            : moved.get(i) == null ? Futures.completed(null) : Futures.failed(moved.get(i)));
        }
        return resolved;
    }

    private CompletableFuture<Void> resolve(PendingAction one, long folder, Pan123NameConflictException taken) {
        MoveDuplicate how = one.act() == Act.MOVE_FAILED ? MoveDuplicate.keepBoth : options.moveDuplicate();
        return switch (how) {
            case fail -> Futures.failed(taken);
            case keepBoth ->
                Futures.recover(
                                drive.changes().rename(Map.of(one.id(), withId(one.entry()))),
                                // the call may have been one for several files
                                failure -> Futures.failed(
                                        failure instanceof Pan123NotFoundException
                                                ? notOfTheFile(one, failure)
                                                : failure))
                        .thenCompose(refused -> moveAgain(one, folder, refused.get(one.id())));
            case overwrite ->
                Futures.recover(
                                drive.child(folder, one.entry().name()),
                                failure -> Futures.failed(notOfTheFile(one, failure)))
                        .thenCompose(there -> {
                            if (there.isPresent()
                                    && (there.get().directory() || there.get().fileId() == one.id())) {
                                return Futures.failed(taken);
                            }
                            return makeRoom(one, there).thenCompose(done -> moveAgain(one, folder, null));
                        });
        };
    }

    private CompletableFuture<Void> makeRoom(PendingAction one, Optional<FileEntry> there) {
        return there.isEmpty()
                ? Futures.completed(null)
                : Futures.recover(
                        drive.changes().trash(List.of(there.get().fileId())),
                        failure -> failure instanceof Pan123NotFoundException
                                ? Futures.completed(null)
                                : Futures.failed(notOfTheFile(one, failure)));
    }

    /** Returns a failure that makes the action come again, whatever the platform said about another entry. */
    private static Pan123Exception notOfTheFile(PendingAction one, Throwable failure) {
        return new Pan123Exception(
                Api.FILE_MOVE, "The file that has the name of file " + one + " cannot be removed", true, failure);
    }

    private CompletableFuture<Void> moveAgain(PendingAction one, long folder, Pan123Exception refused) {
        if (refused != null) {
            return Futures.failed(refused);
        }
        return Futures.recover(
                drive.changes().move(List.of(one.id()), folder),
                failure -> Futures.failed(
                        failure instanceof Pan123NameConflictException
                                ? new Pan123Exception(
                                        Api.FILE_MOVE, "The name of file " + one + " is still taken", true, failure)
                                : failure));
    }

    /**
     * Returns the name with the file ID before the extension, such as {@code report-1234.csv}. The result is the same
     * at each call, so that a retry finds the file of the first attempt.
     */
    static String withId(FileEntry entry) {
        String name = entry.name();
        String id = "-" + entry.fileId();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String end = dot > 0 ? name.substring(dot) : "";
        int most = Math.max(1, FileName.LONGEST - id.length() - end.length());
        if (stem.length() > most) {
            // do not cut a surrogate pair
            stem = stem.substring(0, Character.isHighSurrogate(stem.charAt(most - 1)) ? most - 1 : most);
        }
        return stem + id + end;
    }
}
