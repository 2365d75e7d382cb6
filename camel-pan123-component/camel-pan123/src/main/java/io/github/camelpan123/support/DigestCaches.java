package io.github.camelpan123.support;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The digest caches of an account, one per folder that an endpoint configures. */
public final class DigestCaches {

    private final String account;
    private final UnaryOperator<String> seal;
    private final Map<Path, DigestCache> caches = new ConcurrentHashMap<>();

    /**
     * @param account identifies the account without revealing anything about it
     * @param seal computes checksums with the secret of the account
     */
    public DigestCaches(String account, UnaryOperator<String> seal) {
        this.account = account;
        this.seal = seal;
    }

    /**
     * Returns the cache in a folder.
     *
     * @param folder null for none
     */
    public Optional<DigestCache> in(Path folder) {
        return Optional.ofNullable(folder)
                .map(path -> caches.computeIfAbsent(
                        path.toAbsolutePath().normalize(), where -> new DigestCache(where, account, seal)));
    }
}
