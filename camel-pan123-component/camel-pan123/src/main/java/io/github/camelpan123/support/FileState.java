package io.github.camelpan123.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The attributes of a file that change when the file is written or replaced.
 *
 * @param size bytes
 * @param modified the time of the last modification
 * @param key identifies the file on its file system; null if the file system does not support it
 */
public record FileState(long size, FileTime modified, Object key) {

    /** Returns the current state of a file. */
    public static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
