package io.github.camelpan123.simulator.drive;

/**
 * Which tree of entries.
 *
 * @param uid the account
 * @param space true for its transcode space, false for its drive
 */
public record Area(long uid, boolean space) {}
