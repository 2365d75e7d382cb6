package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets one file at a time be made in a place, by whoever in this class loader uses the account. So a file that shows up
 * in a place while somebody looks there for his own was not made by another of them.
 */
public final class Places {

    private final KeyedSerializer<Place> serializer;

    private record Place(long folder, String name) {}

    private Places(AccountLease account) {
        this.serializer = new KeyedSerializer<>(account.routes());
    }

    static Places of(AccountLease account) {
        return account.shared(Places.class, () -> new Places(account));
    }

    /** Does the work when everything asked before for the same place is over, however it ended. */
    public <T> CompletableFuture<T> take(long folder, String name, Supplier<CompletableFuture<T>> work) {
        return serializer.take(new Place(folder, name), work);
    }

    /** Whether something is being made in a place, or waits for its turn. */
    public boolean busy(long folder, String name) {
        return serializer.busy(new Place(folder, name));
    }
}
