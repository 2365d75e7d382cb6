package io.github.camelpan123.account.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.FileMutex;
import io.github.camelpan123.support.LockTimeoutException;
import io.github.camelpan123.support.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores tokens in a folder, one file per account, which only the owner can read and write. A claim excludes all other
 * threads, class loaders and processes. Files are replaced atomically and have a checksum; a damaged file is moved
 * aside. The name of a file is a hash that reveals neither client ID nor secret.
 */
public final class FileTokenStore implements TokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileTokenStore.class);
    /** The maximum wait for a claim. After that the caller checks whether a call still needs a token. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final String TOKEN = "accessToken";
    private static final String EXPIRY = "expiredAt";

    private final Path folder;
    private final Duration longestWait;

    /**
     * @param folder created if missing; if others can read or write it, their permissions are removed, or it is refused
     */
    public FileTokenStore(Path folder) {
        this(folder, LONGEST_WAIT);
    }

    FileTokenStore(Path folder, Duration longestWait) {
        this.folder = folder.toAbsolutePath().normalize();
        this.longestWait = longestWait;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileTokenStore store && store.folder.equals(folder);
    }

    @Override
    public int hashCode() {
        return folder.hashCode();
    }

    /**
     * @throws BusyException if another thread or process holds the claim for more than five seconds
     * @throws IOException if the folder cannot be used
     */
    @Override
    public Claim claim(String account) throws IOException {
        Path real = PrivateFiles.folder(folder);
        try {
            FileMutex mutex = FileMutex.acquire(real.resolve(account + ".lock"), longestWait);
            return new FileClaim(real.resolve(account + ".token"), mutex);
        } catch (LockTimeoutException e) {
            throw new BusyException(e.getMessage(), e);
        }
    }

    private record FileClaim(Path file, FileMutex mutex) implements Claim {

        @Override
        public Optional<AccessToken> load() throws IOException {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            Optional<AccessToken> token = text.endsWith("\n")
                    ? ChecksummedLine.CRC
                            .read(text.substring(0, text.length() - 1))
                            .flatMap(FileClaim::token)
                    : Optional.empty();
            if (token.isEmpty()) {
                LOG.warn("A damaged token file was moved to {}. A new token is requested", PrivateFiles.putAside(file));
            }
            return token;
        }

        private static Optional<AccessToken> token(JsonNode entry) {
            try {
                return Optional.of(new AccessToken(
                        entry.required(TOKEN).textValue(),
                        Instant.parse(entry.required(EXPIRY).textValue())));
            } catch (IllegalArgumentException | DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public void save(AccessToken token) throws IOException {
            String line = ChecksummedLine.CRC.write(ChecksummedLine.entry()
                    .put(TOKEN, token.value())
                    .put(EXPIRY, token.expiresAt().toString()));
            PrivateFiles.write(file, (line + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            mutex.close();
        }
    }
}
