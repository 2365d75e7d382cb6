package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A started offline download (platform/calls.md, "Offline download"). Its ID identifies a task, not a file.
 *
 * @param taskId the ID for progress queries
 */
public record OfflineTask(long taskId) implements Serializable {}
