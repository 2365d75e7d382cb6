package io.github.camelpan123.simulator.drive;

/**
 * Identifies a tree of entries.
 *
 * @param uid the account
 * @param space true for its transcode space, false for its drive
 */
public record Area(long uid, boolean space) {}
