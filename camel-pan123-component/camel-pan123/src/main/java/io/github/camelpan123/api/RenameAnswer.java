package io.github.camelpan123.api;

import java.util.Map;
import java.util.Set;

/**
 * What became of several renames (platform/calls.md, "Rename several"). Of an id in neither of the two the platform
 * said nothing.
 *
 * @param renamed the ids with new names
 * @param failures the ids that kept their names, each with the reason
 */
public record RenameAnswer(Set<Long> renamed, Map<Long, Pan123Exception> failures) {}
