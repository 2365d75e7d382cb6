package io.github.camelpan123.upload;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of what nobody else has to read; none where the file system knows no such thing. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** @param folder tells which file system it is about */
    static FileAttribute<?>[] file(Path folder) {
        return posix(folder, "rw-------");
    }

    static FileAttribute<?>[] directory(Path folder) {
        return posix(folder, "rwx------");
    }

    private static FileAttribute<?>[] posix(Path folder, String permissions) {
        boolean known = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
