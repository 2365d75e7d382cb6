package io.github.camelpan123.api;

import java.util.Map;
import java.util.Set;

/**
 * The outcome of several renames (platform/calls.md, "Rename several"). For an ID in neither member the platform
 * reported no outcome.
 *
 * @param renamed the IDs that were renamed
 * @param failures the IDs that were not renamed, with the reason of each
 */
public record RenameAnswer(Set<Long> renamed, Map<Long, Pan123Exception> failures) {}
