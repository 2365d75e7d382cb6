package io.github.camelpan123.cluster;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.api.AccessToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one token of all nodes, replaced by comparing and setting. A claim is a part of the stored value: its owner
 * counts a number up while it is alive, and a claim whose number others have seen unchanged for some time has lost its
 * owner. So the clocks of the nodes do not matter. An owner that was suspended meanwhile notices by the comparison that
 * the claim is not its own any more, and takes the token of its successor.
 */
final class ClusterTokenStore implements TokenStore {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTokenStore.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final SharedEngine shared;
    private final String key;
    private final Duration lease;
    private final SilenceWatch watch;

    private byte[] seen;

    /**
     * @param key of the token in the engine
     * @param lease how long a claim lasts without a sign of its owner
     */
    ClusterTokenStore(SharedEngine shared, String key, Duration lease) {
        this.shared = shared;
        this.key = key;
        this.lease = lease;
        this.watch = new SilenceWatch(shared, lease.toNanos());
    }

    /**
     * @throws BusyException if another node holds the claim for more than five seconds, or if the engine does not
     *     answer; a token that this node has is used meanwhile
     */
    @Override
    public Claim claim(String account) throws IOException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        String owner = UUID.randomUUID().toString();
        do {
            Optional<byte[]> stored = ask(engine -> engine.read(key));
            TokenEntry entry = stored.flatMap(ClusterTokenStore::decode).orElseGet(TokenEntry::none);
            if (!entry.isClaimed() || lostItsOwner(stored.get())) {
                TokenEntry mine = entry.claimedBy(owner);
                if (replace(stored.orElse(null), mine)) {
                    return begin(mine);
                }
            }
            pause();
        } while (System.nanoTime() - end < 0);
        throw new BusyException("another node holds the claim on the token", null);
    }

    private Claim begin(TokenEntry mine) throws BusyException {
        try {
            ClusterClaim claim = new ClusterClaim(mine);
            shared.holdings().add(claim);
            return claim;
        } catch (RejectedExecutionException closed) {
            throw new BusyException("this node has stopped", closed);
        }
    }

    private static Optional<TokenEntry> decode(byte[] bytes) {
        Optional<TokenEntry> entry = TokenEntry.decode(bytes);
        if (entry.isEmpty()) {
            LOG.warn("The stored token is damaged and is replaced");
        }
        return entry;
    }

    private synchronized boolean lostItsOwner(byte[] entry) {
        long now = shared.nanos();
        if (Arrays.equals(entry, seen)) {
            watch.goOn(now);
        } else {
            seen = entry;
            watch.begin(now);
        }
        return watch.longerThanALease(now);
    }

    private static void pause() throws BusyException {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException("interrupted", e);
        }
    }

    private boolean replace(byte[] expected, TokenEntry fresh) throws BusyException {
        byte[] bytes = fresh.encode();
        return ask(engine -> engine.replace(key, expected, bytes));
    }

    private <T> T ask(Function<Engine, CompletableFuture<T>> operation) throws BusyException {
        try {
            return shared.ask(operation).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BusyException("the engine does not answer", e.getCause());
        }
    }

    /** A claim of this node. */
    private final class ClusterClaim implements Claim, Holdings.Holding {
        private final ScheduledFuture<?> heartbeat;
        private TokenEntry mine;
        private boolean closed;

        ClusterClaim(TokenEntry mine) {
            this.mine = mine;
            long third = lease.toNanos() / 3;
            this.heartbeat = shared.timer().scheduleAtFixedRate(this::beat, third, third, TimeUnit.NANOSECONDS);
        }

        /** Whoever has it does not wait for its end, as another node may log in now. */
        @Override
        public CompletableFuture<?> giveBack() {
            end();
            return shared.change(key, stored -> TokenEntry.decode(stored)
                    .filter(this::isOwn)
                    .map(entry -> entry.released().encode())
                    .orElse(stored));
        }

        private void end() {
            heartbeat.cancel(false);
            synchronized (this) {
                closed = true;
            }
        }

        /** Does not wait, because it is called on the thread that completes what others wait for. */
        private synchronized void beat() {
            if (closed) {
                return;
            }
            TokenEntry next = mine.claimedBy(mine.owner());
            byte[] expected = mine.encode();
            byte[] bytes = next.encode();
            shared.ask(engine -> engine.replace(key, expected, bytes)).whenComplete((replaced, failure) -> {
                if (Boolean.TRUE.equals(replaced)) {
                    beaten(next);
                } else if (Boolean.FALSE.equals(replaced)) {
                    catchUp();
                }
            });
        }

        /** An earlier operation of this claim may have been carried out although its answer was lost. */
        private void catchUp() {
            shared.ask(engine -> engine.read(key)).thenAccept(stored -> {
                Optional<TokenEntry> own = stored.flatMap(TokenEntry::decode).filter(this::isOwn);
                if (own.isPresent() && beaten(own.get())) {
                    beat();
                }
            });
        }

        private boolean isOwn(TokenEntry entry) {
            return entry.owner().equals(current().owner());
        }

        private synchronized boolean beaten(TokenEntry next) {
            boolean later = next.beat() > mine.beat();
            if (later) {
                mine = next;
            }
            return later;
        }

        @Override
        public Optional<AccessToken> load() {
            return Optional.ofNullable(current().token());
        }

        private synchronized TokenEntry current() {
            return mine;
        }

        @Override
        public boolean permitLogin() throws IOException {
            return ask(engine -> engine.takeLogin(logins()));
        }

        @Override
        public void returnLogin() throws IOException {
            ask(engine -> engine.returnLogin(logins()));
        }

        private String logins() {
            return key + ":logins";
        }

        @Override
        public void save(AccessToken token) throws IOException {
            replace(token);
        }

        @Override
        public AccessToken replace(AccessToken token) throws IOException {
            // a second try, because a heartbeat or the loss of the engine's state may have come in between
            for (int i = 0; i < 2; i++) {
                TokenEntry before = current();
                TokenEntry next = before.with(token);
                if (ClusterTokenStore.this.replace(before.encode(), next)) {
                    beaten(next);
                    return token;
                }
                Optional<byte[]> stored = ask(engine -> engine.read(key));
                Optional<TokenEntry> entry = stored.flatMap(TokenEntry::decode);
                if (entry.isEmpty()) {
                    TokenEntry again = next.claimedBy(before.owner());
                    if (ClusterTokenStore.this.replace(stored.orElse(null), again)) {
                        beaten(again);
                        return token;
                    }
                } else if (entry.get().owner().equals(before.owner())) {
                    beaten(entry.get());
                } else if (entry.get().token() != null && !entry.get().token().equals(before.token())) {
                    LOG.debug("Another node has replaced the token meanwhile; its token is used");
                    return entry.get().token();
                }
            }
            throw new IOException("another node has claimed the token meanwhile");
        }

        @Override
        public void close() throws IOException {
            shared.holdings().remove(this);
            end();
            TokenEntry before = current();
            if (!ClusterTokenStore.this.replace(before.encode(), before.released())) {
                // a heartbeat may have come in between
                Optional<TokenEntry> stored = ask(engine -> engine.read(key)).flatMap(TokenEntry::decode);
                if (stored.isPresent() && stored.get().owner().equals(before.owner())) {
                    ClusterTokenStore.this.replace(
                            stored.get().encode(), stored.get().released());
                }
            }
        }
    }
}
