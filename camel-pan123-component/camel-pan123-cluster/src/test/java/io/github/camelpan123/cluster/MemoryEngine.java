package io.github.camelpan123.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An engine of the JVM, which can be made to fail, to be silent and to lose its state. */
final class MemoryEngine implements Engine {

    enum State {
        WORKS,
        FAILS,
        SILENT
    }

    private final Map<String, Long> lines = new HashMap<>();
    private final Map<String, byte[]> values = new HashMap<>();
    private final LongSupplier clock;
    private int logins = 3;
    final AtomicInteger operations = new AtomicInteger();
    final List<CompletableFuture<?>> silent = new CopyOnWriteArrayList<>();
    volatile State state = State.WORKS;

    MemoryEngine() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds */
    MemoryEngine(LongSupplier clock) {
        this.clock = clock;
    }

    private synchronized <T> CompletableFuture<T> answer(Supplier<T> work) {
        operations.incrementAndGet();
        return switch (state) {
            case WORKS -> {
                try {
                    yield CompletableFuture.completedFuture(work.get());
                } catch (MissingException e) {
                    yield CompletableFuture.failedFuture(e);
                }
            }
            case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("redis://user:pass-word@host"));
            case SILENT -> {
                CompletableFuture<T> unanswered = new CompletableFuture<>();
                silent.add(unanswered);
                yield unanswered;
            }
        };
    }

    synchronized int values() {
        return values.size();
    }

    synchronized void lose() {
        lines.clear();
        values.clear();
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return answer(() -> null);
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return answer(() -> {
            long now = clock.getAsLong();
            if (!lines.containsKey(key)) {
                if (!create) {
                    throw new MissingException();
                }
                lines.put(key, now);
            }
            long taken = lines.get(key);
            long until = (taken - now > 0 ? taken : now) + micros * 1000;
            lines.put(key, until);
            return until - now;
        });
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return answer(() -> logins-- > 0);
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return answer(() -> {
            logins++;
            return null;
        });
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return answer(() -> Optional.ofNullable(values.get(key)));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return answer(() -> {
            boolean same = Arrays.equals(values.get(key), expected);
            if (same && fresh == null) {
                values.remove(key);
            } else if (same) {
                values.put(key, fresh);
            }
            return same;
        });
    }

    @Override
    public int nodes() {
        return 0;
    }

    @Override
    public void close() {
        // nothing to end
    }
}
