package io.github.camelpan123.api;

/**
 * The parameters of the old list call (platform/calls.md, "Old list").
 *
 * @param by {@code file_id}, {@code size} or {@code file_name}
 * @param descending whether the order is descending
 * @param trashed whether only the recycle bin is listed
 * @param search the words to search for; empty for all entries
 */
public record FileOrder(String by, boolean descending, boolean trashed, String search) {}
