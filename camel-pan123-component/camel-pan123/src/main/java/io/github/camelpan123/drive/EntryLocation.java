package io.github.camelpan123.drive;

/**
 * Where an entry is, or is to be.
 *
 * @param parent the ID of its folder
 * @param name its name in that folder
 */
public record EntryLocation(long parent, String name) {}
