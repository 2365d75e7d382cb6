package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A newly created copy of one file.
 *
 * @param fileId the ID of the copy
 * @param sourceFileId the ID of the original
 * @param parentFileId the folder of the copy, 0 for the root
 */
public record CopiedFile(long fileId, long sourceFileId, long parentFileId) implements Serializable {}
