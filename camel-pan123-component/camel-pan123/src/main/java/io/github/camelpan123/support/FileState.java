package io.github.camelpan123.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What a file looks like from outside; changes when somebody writes to it or puts another in its place.
 *
 * @param size bytes
 * @param modified when it was written to last
 * @param key tells one file of a disk from another; null where the file system knows no such thing
 */
public record FileState(long size, FileTime modified, Object key) {

    /** What it looks like now. */
    public static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
