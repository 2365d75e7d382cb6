package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A folder of the drive, or that of the transcode space.
 *
 * @param fileId its id
 * @param path where it is; empty where that is not known, because the folder above was named by its id
 */
public record Folder(long fileId, String path) implements Serializable {}
