package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * The target folder of an operation, or the folder to list. An Override header precedes an option of the endpoint.
 *
 * @param id the folder ID, 0 for the root; ignored if there is a path
 * @param path the path of the folder; null if it was identified by ID
 * @param create whether a missing folder is created
 */
record FolderSelector(long id, DrivePath path, boolean create) {

    /**
     * Returns the folder to write to. The default is the root.
     *
     * @param below a relative path below that folder; the root for none
     */
    static FolderSelector parent(OperationRequest request, DrivePath below) {
        FolderSelector folder = named(request, OverrideHeader.PARENT)
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

    /** Returns the folder to write to; empty if none is set. */
    static Optional<FolderSelector> namedParent(OperationRequest request) {
        return named(request, OverrideHeader.PARENT);
    }

    /** Returns the folder to list. The default is the root. */
    static FolderSelector listed(OperationRequest request) {
        return named(request, OverrideHeader.LISTED).orElseGet(() -> new FolderSelector(0, DrivePath.ROOT, false));
    }

    /** Returns the folder to move, copy or recover to; empty if none is set. */
    static Optional<FolderSelector> target(OperationRequest request) {
        return named(request, OverrideHeader.TARGET);
    }

    /** Returns the same folder as {@link #target}. Fails if none is set. */
    static FolderSelector requiredTarget(OperationRequest request) {
        return target(request)
                .orElseThrow(() -> new IllegalArgumentException("No target folder is named: set the header "
                        + OverrideHeader.TARGET_PARENT_PATH.header() + " or "
                        + OverrideHeader.TARGET_PARENT_FILE_ID.header()
                        + ", or the option targetParentPath or targetParentFileId; the root is 0 or /"));
    }

    private static Optional<FolderSelector> named(OperationRequest request, List<OverrideHeader<?>> ways) {
        return request.way(ways).map(way -> {
            if (way.value() instanceof String path) {
                return new FolderSelector(0, DrivePath.parse(way.name(), path), request.createDirectories());
            }
            long id = (Long) way.value();
            if (id < 0) {
                throw new IllegalArgumentException(
                        way.name() + "=" + id + " is not the id of a folder; 0" + " is the root");
            }
            return new FolderSelector(id, null, false);
        });
    }

    /** Executes work in the folder. Repeats it once if the cached folder ID no longer exists. */
    <T> CompletableFuture<T> in(Drive drive, LongFunction<CompletableFuture<T>> work) {
        return path == null ? work.apply(id) : drive.inFolder(path, create, work);
    }
}
