package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A folder of the drive or the folder of the transcode space.
 *
 * @param fileId its ID
 * @param path its path; empty if unknown, because the parent was given by its ID
 */
public record Folder(long fileId, String path) implements Serializable {}
