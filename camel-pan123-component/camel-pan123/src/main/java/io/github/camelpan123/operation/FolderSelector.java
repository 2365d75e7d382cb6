package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Which folder something goes to, or is listed: an Override header says it, else an option of the endpoint.
 *
 * @param id the folder's id, 0 for the root; only when there is no path
 * @param path where it is; null when the id was named
 * @param create whether it is created where it is missing
 */
record FolderSelector(long id, DrivePath path, boolean create) {

    /**
     * The folder that something is written to, else the root.
     *
     * @param below names below that folder; the root for none
     */
    static FolderSelector parent(OperationRequest request, DrivePath below) {
        FolderSelector folder = named(request, Setting.PARENT)
                .orElseGet(() -> new FolderSelector(0, DrivePath.ROOT, request.createDirectories()));
        if (folder.path() == null) {
            if (!below.root()) {
                throw new IllegalArgumentException("The name '" + BodySubjects.quoted(below)
                        + "' has folders in it; give the folder above by parentPath instead of parentFileId");
            }
            return folder;
        }
        return new FolderSelector(0, folder.path().resolve(below), folder.create());
    }

    /** The folder that something is written to; empty when none is named. */
    static Optional<FolderSelector> namedParent(OperationRequest request) {
        return named(request, Setting.PARENT);
    }

    /** The folder that is listed, else the root. */
    static FolderSelector listed(OperationRequest request) {
        return named(request, Setting.LISTED).orElseGet(() -> new FolderSelector(0, DrivePath.ROOT, false));
    }

    /** The folder that something is moved, copied or recovered to; empty when none is named. */
    static Optional<FolderSelector> target(OperationRequest request) {
        return named(request, Setting.TARGET);
    }

    /** As {@link #target}, for what makes no sense without. */
    static FolderSelector requiredTarget(OperationRequest request) {
        return target(request)
                .orElseThrow(() -> new IllegalArgumentException("No target folder is named: set the header "
                        + Setting.TARGET_PARENT_PATH.header() + " or " + Setting.TARGET_PARENT_FILE_ID.header()
                        + ", or the option targetParentPath or targetParentFileId; the root is 0 or /"));
    }

    private static Optional<FolderSelector> named(OperationRequest request, List<Setting<?>> ways) {
        return request.way(ways).map(way -> {
            if (way.value() instanceof String path) {
                return new FolderSelector(0, DrivePath.parse(way.name(), path), request.createDirectories());
            }
            long id = (Long) way.value();
            if (id < 0) {
                throw new IllegalArgumentException(way.name() + "=" + id + " is not the id of a folder; 0 is the root");
            }
            return new FolderSelector(id, null, false);
        });
    }

    /** Does something in the folder; once more when its remembered id turns out to be gone. */
    <T> CompletableFuture<T> in(Drive drive, LongFunction<CompletableFuture<T>> work) {
        return path == null ? work.apply(id) : drive.inFolder(path, create, work);
    }
}
