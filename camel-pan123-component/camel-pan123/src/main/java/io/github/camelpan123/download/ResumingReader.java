package io.github.camelpan123.download;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123FileChangedException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.http.ContentPart;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file from the beginning to the end over as many connections as necessary. The first read opens the first
 * connection. After an interruption the content is only accepted if it belongs to the same file: the request contains
 * the entity tag of the first response, and the total length must be the same.
 */
final class ResumingReader {

    private static final Logger LOG = LoggerFactory.getLogger(ResumingReader.class);

    /** The bytes after which an interruption counts as new, because the connection worked in between. */
    private static final long PROGRESS = 1 << 20;

    private static final RetryPolicy RESUME = RetryPolicy.unlimited(Duration.ofMillis(200), Duration.ofSeconds(10));

    /**
     * The status codes with which content servers answer if a URL has expired (platform/calls.md, "Download address")
     * or is not valid any more.
     */
    private static final Set<Integer> ADDRESS_ENDED = Set.of(401, 403, 404, 410);

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Set<Integer> COME_AGAIN = Set.of(408, 425, 429);

    private final AccountLease account;
    private final ContentClient content;
    private final RemoteFile file;
    private final ExpiringUrl address;
    private final DownloadOptions options;
    private ContentPart part;
    private MessageDigest digest;
    private boolean begun;
    private String entityTag;
    private String location;
    private long total;
    private long position;
    private int breaks;
    private long lastBreak;
    private boolean checked;
    private Pan123Exception failure;

    ResumingReader(
            AccountLease account,
            ContentClient content,
            RemoteFile file,
            ExpiringUrl address,
            DownloadOptions options) {
        this.account = account;
        this.content = content;
        this.file = file;
        this.address = address;
        this.options = options;
        restart();
    }

    /** Returns a new reader of the same file from its beginning. */
    ResumingReader another() {
        return new ResumingReader(account, content, file, address, options);
    }

    RemoteFile file() {
        return file;
    }

    /** Returns the URL of the first response; null before the first read. */
    String location() {
        return location;
    }

    long position() {
        return position;
    }

    /** Whether reading has failed permanently. */
    boolean failed() {
        return failure != null;
    }

    /** Whether a read was attempted, successful or not. */
    boolean begun() {
        return begun || checked || failure != null;
    }

    /** Restarts at the beginning, also after a failure. */
    void restart() {
        if (position > 0 || failure != null) {
            release();
        }
        position = 0;
        breaks = 0;
        lastBreak = 0;
        failure = null;
        checked = false;
        if (part == null) {
            forget();
        }
    }

    /** Forgets the content that the server began to send. The next connection may be for another one. */
    private void forget() {
        begun = false;
        entityTag = null;
        total = file.size();
    }

    /** Closes the connection. The next read opens another one. */
    void release() {
        ContentPart open = part;
        part = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("A connection did not close properly", e);
            }
        }
    }

    /**
     * @return the number of bytes; -1 at the end of the file
     * @throws Pan123Exception if the file cannot be read to its end; thrown again by each later read
     */
    int read(byte[] target, int offset, int length) {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            return readOn(target, offset, length);
        } catch (Pan123Exception e) {
            failure = e;
            release();
            throw e;
        }
    }

    private int readOn(byte[] target, int offset, int length) {
        while (true) {
            if (position == total) {
                finish();
                return -1;
            }
            try {
                if (part == null) {
                    part = connect();
                    continue;
                }
                int most = total < 0 ? length : (int) Math.min(length, total - position);
                int read = part.read(target, offset, most);
                if (read > 0) {
                    position += read;
                    account.received(read);
                    if (digest != null) {
                        digest.update(target, offset, read);
                    }
                    return read;
                }
                if (total < 0) {
                    total = position;
                } else {
                    throw new IOException("the connection ended before the content");
                }
            } catch (IOException e) {
                broken(new Pan123UnreachableException(
                        file.api(), "The download of " + file + " broke at byte " + position, e));
            } catch (Pan123Exception e) {
                if (!mayPass(e)) {
                    throw e;
                }
                broken(e);
            }
        }
    }

    private static boolean mayPass(Pan123Exception e) {
        int status = e.getHttpResponseCode();
        boolean later = status >= 500 || COME_AGAIN.contains(status);
        return !(e instanceof Pan123DownloadFailedException) ? e.isRetriable() : later;
    }

    private void broken(Pan123Exception why) {
        release();
        if (account.closed()) {
            throw new Pan123ShutdownException(file.api());
        }
        if (position - lastBreak >= PROGRESS) {
            breaks = 0;
        }
        lastBreak = position;
        if (position == 0) {
            // there is nothing yet that the next content could be mixed with
            forget();
        }
        if (++breaks > options.retries()) {
            throw new Pan123DownloadFailedException(
                    file.api(),
                    "The download of " + file + " broke at byte " + position + " and could not be resumed after "
                            + options.retries() + " retries (option downloadRetries): " + why.getMessage(),
                    why);
        }
        LOG.debug("The download of {} goes on at byte {}: {}", file, position, why.getMessage());
        Futures.join(account.delay(RESUME.jitteredDelayAfter(breaks)));
    }

    private ContentPart connect() throws IOException {
        if (account.closed()) {
            throw new Pan123ShutdownException(file.api());
        }
        ContentPart opened = open();
        boolean fits = false;
        try {
            if (begun) {
                requireSame(opened);
            } else {
                begin(opened);
            }
            opened.skipNBytes(position - opened.from());
            fits = true;
            return opened;
        } finally {
            if (!fits) {
                opened.close();
            }
        }
    }

    private ContentPart open() {
        String url = address.current();
        try {
            return open(url);
        } catch (Pan123DownloadFailedException e) {
            if (!ADDRESS_ENDED.contains(e.getHttpResponseCode())) {
                throw e;
            }
            LOG.debug("The address of {} has ended; another one is asked for", file);
            return open(address.after(url));
        }
    }

    private ContentPart open(String url) {
        try {
            return content.open(file.api(), url, position, entityTag);
        } catch (Pan123DownloadFailedException e) {
            throw e.getHttpResponseCode() == RANGE_NOT_SATISFIABLE
                    ? changed("its server has no content from byte " + position + " on")
                    : e;
        }
    }

    private void begin(ContentPart opened) {
        if (opened.from() != 0) {
            throw new Pan123DownloadFailedException(
                    file.api(), "The server of " + file + " began at byte " + opened.from(), null);
        }
        if (total >= 0 && opened.total() >= 0 && opened.total() != total) {
            throw changed("its server sends " + opened.total() + " bytes of it");
        }
        begun = true;
        location = opened.location();
        total = total < 0 ? opened.total() : total;
        entityTag = opened.entityTag();
        boolean vouchedFor = ('"' + file.md5() + '"').equalsIgnoreCase(entityTag);
        digest = options.verify() && !file.md5().isEmpty() && !vouchedFor ? md5() : null;
    }

    private void requireSame(ContentPart opened) {
        if (total < 0 && entityTag == null) {
            throw new Pan123DownloadFailedException(
                    file.api(),
                    "The download of " + file + " broke at byte " + position
                            + " and cannot be resumed, because its server sends neither a length nor an entity tag",
                    null);
        }
        if (total >= 0 && opened.total() >= 0 && opened.total() != total) {
            throw changed("it had " + total + " bytes and has " + opened.total() + " now");
        }
        if (entityTag != null
                && opened.entityTag() != null
                && !opened.entityTag().equals(entityTag)) {
            throw changed("its entity tag is different now");
        }
        if (opened.from() > position) {
            throw new Pan123DownloadFailedException(
                    file.api(),
                    "The download of " + file + " broke at byte " + position + ", but its server continued at byte "
                            + opened.from(),
                    null);
        }
    }

    private Pan123FileChangedException changed(String what) {
        return new Pan123FileChangedException(file.api(), "The file " + file + " has changed: " + what);
    }

    private void finish() {
        if (part != null) {
            drain();
        }
        if (checked) {
            return;
        }
        if (digest != null) {
            String md5 = HexFormat.of().formatHex(digest.digest());
            if (!md5.equalsIgnoreCase(file.md5())) {
                throw new Pan123DownloadFailedException(
                        file.api(),
                        "The content read from " + file + " has the MD5 " + md5 + " instead of " + file.md5()
                                + " (option verifyDownload)",
                        null);
            }
        }
        checked = true;
    }

    /** Reads the end of the response, so that the connection can be reused. */
    private void drain() {
        try {
            if (part.read() >= 0) {
                throw changed("its server sends more than " + total + " bytes");
            }
        } catch (IOException e) {
            LOG.debug("A connection broke behind the last byte of a download", e);
        } finally {
            release();
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no MD5", e);
        }
    }
}
