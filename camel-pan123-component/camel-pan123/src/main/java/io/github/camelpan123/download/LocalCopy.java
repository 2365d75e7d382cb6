package io.github.camelpan123.download;

import io.github.camelpan123.support.DigestCache;
import io.github.camelpan123.support.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An existing local file at the place of a file to download. */
final class LocalCopy {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCopy.class);

    private static final int CHUNK = 128 * 1024;

    private final Path file;
    private final Optional<DigestCache> digests;

    /** @param digests the cache of MD5s; empty for none */
    LocalCopy(Path file, Optional<DigestCache> digests) {
        this.file = file;
        this.digests = digests;
    }

    /**
     * Whether the file exists with that content. False for a symbolic link and for an unreadable file.
     *
     * @param md5 hex in lower or upper case
     */
    boolean has(long size, String md5) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) == size
                    && md5.equalsIgnoreCase(md5().orElse(null));
        } catch (IOException e) {
            LOG.debug("{} cannot be read, so it is downloaded again", file, e);
            return false;
        }
    }

    /** Returns empty if the file changes while it is read. */
    private Optional<String> md5() throws IOException {
        FileState state = FileState.of(file);
        Optional<String> known = digests.flatMap(cache -> cache.find(file, state));
        if (known.isPresent()) {
            return known;
        }
        Instant begun = Clock.systemUTC().instant();
        String md5 = digest();
        if (!FileState.of(file).equals(state)) {
            return Optional.empty();
        }
        digests.ifPresent(cache -> cache.keep(file, state, begun, md5));
        return Optional.of(md5);
    }

    private String digest() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
