package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Serializes the creation of files at one location, for all users of the account in this class loader. A file that
 * appears there during a lookup was therefore not created by another of these users.
 */
public final class FileCreations {

    private final KeyedSerializer<EntryLocation> serializer;

    private FileCreations(AccountLease account) {
        this.serializer = new KeyedSerializer<>(account.routes());
    }

    static FileCreations of(AccountLease account) {
        return account.shared(FileCreations.class, () -> new FileCreations(account));
    }

    /** Runs a task when all earlier tasks of the same location have ended, successfully or not. */
    public <T> CompletableFuture<T> take(long folder, String name, Supplier<CompletableFuture<T>> work) {
        return serializer.take(new EntryLocation(folder, name), work);
    }

    /** Whether a task of this location is running or waiting. */
    public boolean busy(long folder, String name) {
        return serializer.busy(new EntryLocation(folder, name));
    }
}
