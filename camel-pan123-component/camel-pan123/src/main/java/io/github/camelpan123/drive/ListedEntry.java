package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.time.Instant;
import java.util.HexFormat;

/** A compact entry of a listing, because a folder may contain a hundred thousand. */
final class ListedEntry {

    private static final int MD5_DIGITS = 32;
    private static final int HALF = MD5_DIGITS / 2;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final long id;
    private final long size;
    private final long etagHigh;
    private final long etagLow;
    /** The ETag if it is not an MD5 in lower-case hex; null if the numbers contain it. */
    private final String otherEtag;

    private final int category;
    private final int status;
    private final boolean directory;
    private final long createdAt;
    private final long updatedAt;

    private ListedEntry(FileEntry entry) {
        this.id = entry.fileId();
        this.size = entry.size();
        boolean md5 = md5(entry.etag());
        this.etagHigh = md5 ? HexFormat.fromHexDigitsToLong(entry.etag(), 0, HALF) : 0;
        this.etagLow = md5 ? HexFormat.fromHexDigitsToLong(entry.etag(), HALF, MD5_DIGITS) : 0;
        this.otherEtag = md5 ? null : entry.etag();
        this.category = entry.category();
        this.status = entry.status();
        this.directory = entry.directory();
        this.createdAt = seconds(entry.createdAt());
        this.updatedAt = seconds(entry.updatedAt());
    }

    static ListedEntry of(FileEntry entry) {
        return new ListedEntry(entry);
    }

    private static boolean md5(String etag) {
        return etag.length() == MD5_DIGITS && etag.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Converts to seconds, because the platform's times are whole seconds. */
    private static long seconds(Instant time) {
        return time == null ? NO_TIME : time.getEpochSecond();
    }

    private static Instant time(long seconds) {
        return seconds == NO_TIME ? null : Instant.ofEpochSecond(seconds);
    }

    long id() {
        return id;
    }

    FileEntry entry(long parent, String name) {
        return new FileEntry(
                id,
                name,
                parent,
                directory,
                size,
                otherEtag == null
                        ? HexFormat.of().toHexDigits(etagHigh) + HexFormat.of().toHexDigits(etagLow)
                        : otherEtag,
                category,
                status,
                false,
                time(createdAt),
                time(updatedAt));
    }
}
