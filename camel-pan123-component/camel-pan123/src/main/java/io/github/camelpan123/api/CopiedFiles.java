package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * Copies of folders or of several files that were just made. The platform does not tell the ids of such copies, so this
 * names no file to an operation that comes after.
 *
 * @param sourceFileIds what was copied
 * @param parentFileId the folder the copies are in, 0 for the root
 */
public record CopiedFiles(List<Long> sourceFileIds, long parentFileId) implements Serializable {}
