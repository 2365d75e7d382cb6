package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Serializes the creation of files at one place, for all users of the account in this class loader. A file that appears
 * at a place during a lookup was therefore not created by another of these users.
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

    /** Runs a task when all earlier tasks of the same place have ended, successfully or not. */
    public <T> CompletableFuture<T> take(long folder, String name, Supplier<CompletableFuture<T>> work) {
        return serializer.take(new Place(folder, name), work);
    }

    /** Whether a task of this place is running or waiting. */
    public boolean busy(long folder, String name) {
        return serializer.busy(new Place(folder, name));
    }
}
