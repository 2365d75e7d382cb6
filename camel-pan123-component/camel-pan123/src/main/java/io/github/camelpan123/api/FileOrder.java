package io.github.camelpan123.api;

/**
 * What the old list is asked for (platform/calls.md, "Old list").
 *
 * @param by {@code file_id}, {@code size} or {@code file_name}
 * @param descending whether the last comes first
 * @param trashed whether the recycle bin is listed, and nothing else
 * @param search words to look for; empty for all
 */
public record FileOrder(String by, boolean descending, boolean trashed, String search) {}
