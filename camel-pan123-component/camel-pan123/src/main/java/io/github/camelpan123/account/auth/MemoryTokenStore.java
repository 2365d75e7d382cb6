package io.github.camelpan123.account.auth;

import io.github.camelpan123.api.AccessToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores tokens in memory until the JVM ends. */
public final class MemoryTokenStore implements TokenStore {

    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();

    @Override
    public Claim claim(String account) {
        return new Claim() {
            @Override
            public Optional<AccessToken> load() {
                return Optional.ofNullable(tokens.get(account));
            }

            @Override
            public void save(AccessToken token) {
                tokens.put(account, token);
            }

            @Override
            public void close() {
                // no lock, because the account runs one search at a time and there is no other JVM
            }
        };
    }
}
