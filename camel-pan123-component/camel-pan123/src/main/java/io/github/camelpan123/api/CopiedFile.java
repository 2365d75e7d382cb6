package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A copy of one file that was just made.
 *
 * @param fileId the copy's id
 * @param sourceFileId the file it was made of
 * @param parentFileId the folder it is in, 0 for the root
 */
public record CopiedFile(long fileId, long sourceFileId, long parentFileId) implements Serializable {}
