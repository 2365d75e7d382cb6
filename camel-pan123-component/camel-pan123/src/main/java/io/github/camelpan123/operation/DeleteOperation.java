package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.FileChanges;
import io.github.camelpan123.support.Futures;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Deletes files permanently. The platform deletes only files in the recycle bin and silently ignores others, so the
 * operation checks the files first and moves the others there. It also completes an earlier attempt that was executed
 * partially.
 */
final class DeleteOperation implements Operation {

    private final Drive drive;

    DeleteOperation(Drive drive) {
        this.drive = drive;
    }

    @Override
    public CompletableFuture<OperationResult> execute(OperationRequest request) {
        FileChanges changes = drive.changes();
        return FileSelector.ofChanged(request)
                .ids(drive)
                .thenCompose(ids -> Futures.recover(
                        delete(ids, changes),
                        // another client has deleted one of the files meanwhile; the second check returns the remaining
                        // ones
                        failure -> failure instanceof Pan123NotFoundException
                                ? delete(ids, changes)
                                : Futures.failed(failure)));
    }

    private static CompletableFuture<OperationResult> delete(List<Long> ids, FileChanges changes) {
        return changes.infos(ids).thenCompose(found -> {
            List<Long> left = found.stream().map(FileEntry::fileId).toList();
            List<Long> outside = found.stream()
                    .filter(entry -> !entry.trashed())
                    .map(FileEntry::fileId)
                    .toList();
            return changes.trash(outside)
                    .thenCompose(trashed -> changes.delete(left))
                    .thenApply(deleted ->
                            OperationResult.unchanged(ids).with(ResultHeader.ALREADY_GONE, left.size() < ids.size()));
        });
    }
}
