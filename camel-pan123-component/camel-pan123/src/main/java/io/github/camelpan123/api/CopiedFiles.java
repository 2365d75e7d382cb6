package io.github.camelpan123.api;

import java.io.Serializable;
import java.util.List;

/**
 * Newly created copies of folders or of several files. The platform does not return the IDs of such copies, so this
 * result identifies no file for a following operation.
 *
 * @param sourceFileIds the IDs of the originals
 * @param parentFileId the folder of the copies, 0 for the root
 */
public record CopiedFiles(List<Long> sourceFileIds, long parentFileId) implements Serializable {}
