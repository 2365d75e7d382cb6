package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A download that the platform makes itself (platform/calls.md, "Offline download"). Its number is that of a task and
 * not of a file.
 *
 * @param taskId to ask how far the download is
 */
public record OfflineTask(long taskId) implements Serializable {}
