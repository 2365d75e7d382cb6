package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Which folder is meant.
 *
 * @param id the folder's id, 0 for the root; only when there is no path
 * @param path where it is; null when the id was named
 * @param create whether it is created where it is missing
 */
record FolderChoice(long id, DrivePath path, boolean create) {

    /**
     * {@code parentFileId}, else {@code parentPath}, else the root.
     *
     * @param below names below that folder; the root for none
     */
    static FolderChoice parent(Input input, DrivePath below) {
        if (input.parentFileId().isPresent()) {
            long id = requireFolderId("parentFileId", input.parentFileId().get());
            if (!below.root()) {
                throw new IllegalArgumentException("The name '" + below
                        + "' has folders in it; give the folder above by parentPath instead of parentFileId");
            }
            return new FolderChoice(id, null, false);
        }
        DrivePath folder = input.parentPath()
                .map(path -> DrivePath.parse("parentPath", path))
                .orElse(DrivePath.ROOT)
                .resolve(below);
        return new FolderChoice(0, folder, input.createDirectories());
    }

    /** {@code targetParentFileId}, else {@code targetParentPath}; empty when neither is named. */
    static Optional<FolderChoice> target(Input input) {
        return input.targetParentFileId()
                .map(id -> new FolderChoice(requireFolderId("targetParentFileId", id), null, false))
                .or(() -> input.targetParentPath()
                        .map(path -> new FolderChoice(
                                0, DrivePath.parse("targetParentPath", path), input.createDirectories())));
    }

    /** As {@link #target}, for what makes no sense without. */
    static FolderChoice requiredTarget(Input input) {
        return target(input)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No target folder is named: set the header CamelPan123TargetParentFileId or the option"
                                + " targetParentFileId or targetParentPath; the root is 0 or /"));
    }

    private static long requireFolderId(String option, long id) {
        if (id < 0) {
            throw new IllegalArgumentException(option + "=" + id + " is not the id of a folder; 0 is the root");
        }
        return id;
    }

    /** Does something in the folder; once more when its remembered id turns out to be gone. */
    <T> CompletableFuture<T> in(Drive drive, LongFunction<CompletableFuture<T>> work) {
        return path == null ? work.apply(id) : drive.inFolder(path, create, work);
    }
}
