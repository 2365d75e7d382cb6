package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.EntryLocation;
import io.github.camelpan123.drive.UncertainWrites;
import io.github.camelpan123.drive.UncertainWrites.Uncertain;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Handles lost answers of calls that may create a file. The file is looked up before the call is repeated, because a
 * blind repetition would fail because of the name, or create a second file. Uploads whose outcome remains unknown are
 * remembered, so that a redelivery does not repeat them blindly.
 */
final class LostUploads {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final AccountLease account;
    private final RetryPolicy policy;
    private final Drive drive;
    private final UploadedFiles files;
    private final UncertainWrites<Target> uncertain = new UncertainWrites<>();
    private final Map<EntryLocation, Long> givenUp = BoundedMap.byInsertion(MOST_REMEMBERED);

    /** The file to upload, regardless of the duplicate mode. */
    private record Target(long parent, String name, Content content) {

        static Target of(NewFile file) {
            return new Target(file.parentFileId(), file.name(), new Content(file.etag(), file.size()));
        }
    }

    LostUploads(AccountLease account, RetryPolicy policy, Drive drive, UploadedFiles files) {
        this.account = account;
        this.policy = policy;
        this.drive = drive;
        this.files = files;
    }

    /**
     * Records that an answer was lost.
     *
     * @param since when the call was made
     */
    void lost(NewFile file, Instant since) {
        lost(file, since, 0);
    }

    /**
     * Records an upload whose ID is known but whose entry was not returned to the caller, so that the next request for
     * the same file gets it.
     */
    void lost(NewFile file, Instant since, long fileId) {
        drive.perhapsUploaded(file.parentFileId(), file.name());
        uncertain.add(Target.of(file), since, fileId);
    }

    /** Whether a file that is found by its name and content counts as the uploaded one. */
    boolean identifies(NewFile file) {
        return files.identifies(file);
    }

    /** Returns the uploads to that target whose outcome is unknown. */
    Optional<Uncertain> uncertain(NewFile file) {
        return uncertain.find(Target.of(file));
    }

    private static EntryLocation location(NewFile file) {
        return new EntryLocation(file.parentFileId(), file.name());
    }

    /** Records that an upload to a target was given up because of repeatedly lost answers. */
    void givenUp(NewFile file) {
        synchronized (givenUp) {
            givenUp.put(location(file), System.nanoTime());
        }
    }

    /** Whether that happened recently. The next upload is then given up sooner. */
    boolean givenUpLately(NewFile file) {
        synchronized (givenUp) {
            Long when = givenUp.get(location(file));
            return when != null && System.nanoTime() - when < LATELY.toNanos();
        }
    }

    /** Forgets an upload, because its outcome is known. */
    void resolved(NewFile file) {
        uncertain.resolve(Target.of(file));
    }

    /** Records that the upload succeeded and that a caller receives this entry. */
    void succeeded(NewFile file, FileEntry entry) {
        resolved(file);
        synchronized (givenUp) {
            givenUp.remove(location(file));
        }
        drive.recent().returnedToCaller(entry);
    }

    /** Records that the upload succeeded but the file no longer exists. */
    void succeeded(NewFile file, long fileId) {
        resolved(file);
        drive.recent().returnedToCaller(fileId);
    }

    /**
     * Looks up the file of an upload whose answer was lost.
     *
     * @return fails with {@link Pan123OutcomeUnknownException} if the file cannot be identified
     */
    CompletableFuture<UploadedFiles.Found> find(NewFile file, Uncertain earlier) {
        return orResolved(file, files.find(file, earlier));
    }

    private CompletableFuture<UploadedFiles.Found> orResolved(
            NewFile file, CompletableFuture<UploadedFiles.Found> found) {
        return found.whenComplete((done, failure) -> {
            if (Futures.unwrap(failure) instanceof Pan123OutcomeUnknownException) {
                // the caller learns of the unknown outcome now, so a later request is a new upload
                resolved(file);
            }
        });
    }

    /**
     * Makes a call, unless an earlier call turns out to have created the file.
     *
     * @param inDoubt matches the failures after which the file may exist
     * @param found converts the entry that was found to a result of the call
     */
    <R> CompletableFuture<R> make(
            NewFile file,
            Predicate<Throwable> inDoubt,
            Supplier<CompletableFuture<R>> call,
            Function<FileEntry, R> found) {
        return new Attempts<>(file, inDoubt, call, found).attempt(1);
    }

    private final class Attempts<R> {
        private final NewFile file;
        private final Predicate<Throwable> inDoubt;
        private final Supplier<CompletableFuture<R>> call;
        private final Function<FileEntry, R> found;

        Attempts(
                NewFile file,
                Predicate<Throwable> inDoubt,
                Supplier<CompletableFuture<R>> call,
                Function<FileEntry, R> found) {
            this.file = file;
            this.inDoubt = inDoubt;
            this.call = call;
            this.found = found;
        }

        CompletableFuture<R> attempt(int number) {
            Instant sent = Clock.systemUTC().instant();
            return Futures.recover(Futures.begin(call), failure -> {
                if (inDoubt.test(failure)) {
                    return lost(number, sent, failure);
                }
                return failure instanceof Pan123NameConflictException
                                && uncertain(file).isPresent()
                        ? conflict(number, sent, failure)
                        : Futures.failed(failure);
            });
        }

        private CompletableFuture<R> lost(int number, Instant sent, Throwable failure) {
            LostUploads.this.lost(file, sent);
            boolean last = number >= policy.maxAttempts() || givenUpLately(file);
            return account.delay(policy.delayAfter(number))
                    .thenCompose(over -> find(file, since(sent)))
                    .thenCompose(look -> {
                        if (look.taken()) {
                            resolved(file);
                            return Futures.failed(taken(failure));
                        }
                        return own(look, () -> {
                            if (!last) {
                                return attempt(number + 1);
                            }
                            givenUp(file);
                            return Futures.failed(failure);
                        });
                    });
        }

        /**
         * Handles a name conflict. The call whose answer was lost may have caused it, and the list may not show the
         * file yet.
         */
        private CompletableFuture<R> conflict(int number, Instant sent, Throwable failure) {
            return account.delay(policy.delayAfter(number))
                    .thenCompose(over -> orResolved(file, files.findInTime(file, since(sent))))
                    .thenCompose(look -> {
                        if (look.taken()) {
                            resolved(file);
                        }
                        return own(look, () -> Futures.failed(failure));
                    });
        }

        private CompletableFuture<R> own(UploadedFiles.Found look, Supplier<CompletableFuture<R>> otherwise) {
            Optional<FileEntry> own = look.own();
            return own.isPresent() ? Futures.completed(found.apply(own.get())) : otherwise.get();
        }

        private Uncertain since(Instant sent) {
            return uncertain(file).orElse(Uncertain.since(sent));
        }

        private Pan123NameConflictException taken(Throwable lost) {
            Pan123NameConflictException taken = new Pan123NameConflictException("The folder " + file.parentFileId()
                    + " has another file with the name " + file.name()
                    + "; nothing was uploaded. Choose another name, or"
                    + " duplicate");
            taken.addSuppressed(lost);
            return taken;
        }
    }
}
