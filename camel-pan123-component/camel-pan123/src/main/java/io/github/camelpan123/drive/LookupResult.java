package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.Optional;

/**
 * The result of a lookup in a listing.
 *
 * @param entry empty if there is none
 * @param since a time not after the request to the platform, by the clock of the listing
 */
record LookupResult(Optional<FileEntry> entry, long since) {}
