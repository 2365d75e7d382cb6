package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.Optional;

/**
 * What a listing shows under a name.
 *
 * @param entry empty when there is none
 * @param since when the platform was asked, or before: the listing's clock
 */
record Sight(Optional<FileEntry> entry, long since) {}
