package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import java.util.concurrent.CompletableFuture;

/** Which folder is meant: {@code parentFileId}, else {@code parentPath}, else the root. */
final class FolderChoice {

    private FolderChoice() {}

    /** @param below names below that folder; the root for none */
    static CompletableFuture<Long> id(Input input, Drive drive, DrivePath below) {
        if (input.parentFileId().isPresent()) {
            long id = input.parentFileId().get();
            if (id < 0) {
                throw new IllegalArgumentException("parentFileId=" + id + " is not the id of a folder; 0 is the root");
            }
            if (!below.root()) {
                throw new IllegalArgumentException("The name '" + below
                        + "' has folders in it; give the folder above by parentPath instead of parentFileId");
            }
            return CompletableFuture.completedFuture(id);
        }
        DrivePath folder = input.parentPath()
                .map(path -> DrivePath.parse("parentPath", path))
                .orElse(DrivePath.ROOT)
                .resolve(below);
        return input.createDirectories() ? drive.createFolder(folder) : drive.folder(folder);
    }
}
