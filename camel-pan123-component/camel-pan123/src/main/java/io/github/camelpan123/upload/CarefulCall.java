package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.support.Futures;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes a call that may make a file. When its answer gets lost, the file is looked for before the call is made again:
 * a second one would fail on the name, or make a second file.
 *
 * @param <R> the answer
 */
final class CarefulCall<R> {

    private final AccountLease account;
    private final PollIntervals pauses;
    private final LostUploads lostUploads;
    private final NewFile file;
    private final Predicate<Throwable> inDoubt;
    private final Supplier<CompletableFuture<R>> call;

    /** @param inDoubt after which failures nobody knows whether there is a file */
    CarefulCall(
            AccountLease account,
            PollIntervals pauses,
            LostUploads lostUploads,
            NewFile file,
            Predicate<Throwable> inDoubt,
            Supplier<CompletableFuture<R>> call) {
        this.account = account;
        this.pauses = pauses;
        this.lostUploads = lostUploads;
        this.file = file;
        this.inDoubt = inDoubt;
        this.call = call;
    }

    /**
     * Makes the call, unless an earlier one turns out to have made the file.
     *
     * @param found makes an answer of the entry that was found
     */
    CompletableFuture<R> make(Function<FileEntry, R> found) {
        return attempt(0, found);
    }

    private CompletableFuture<R> attempt(int number, Function<FileEntry, R> found) {
        Instant sent = Clock.systemUTC().instant();
        return Futures.recover(Futures.begin(call), failure -> failed(number, sent, failure, found));
    }

    private CompletableFuture<R> failed(int number, Instant sent, Throwable failure, Function<FileEntry, R> found) {
        if (inDoubt.test(failure)) {
            lostUploads.doubt(file, sent);
            boolean last = number + 1 >= RepeatedLook.TRIES || lostUploads.givenUpLately(file);
            return account.delay(pauses.before(number))
                    .thenCompose(over -> lostUploads.find(file, doubt(sent)))
                    .thenCompose(look -> {
                        if (look.taken()) {
                            lostUploads.settled(file);
                            return CompletableFuture.failedFuture(taken(failure));
                        }
                        return own(look, found, () -> {
                            if (!last) {
                                return attempt(number + 1, found);
                            }
                            lostUploads.givenUp(file);
                            return CompletableFuture.failedFuture(failure);
                        });
                    });
        }
        if (!(failure instanceof Pan123NameConflictException)
                || lostUploads.doubted(file).isEmpty()) {
            return CompletableFuture.failedFuture(failure);
        }
        // perhaps by the call whose answer got lost, and the list does not show it yet
        return account.delay(pauses.before(number))
                .thenCompose(over -> lostUploads.findInTime(file, doubt(sent)))
                .thenCompose(look -> {
                    if (look.taken()) {
                        lostUploads.settled(file);
                    }
                    return own(look, found, () -> CompletableFuture.failedFuture(failure));
                });
    }

    private static <R> CompletableFuture<R> own(
            LostUploads.Found look, Function<FileEntry, R> found, Supplier<CompletableFuture<R>> otherwise) {
        Optional<FileEntry> own = look.own();
        return own.isPresent() ? CompletableFuture.completedFuture(found.apply(own.get())) : otherwise.get();
    }

    private LostUploads.Doubt doubt(Instant sent) {
        return lostUploads.doubted(file).orElse(LostUploads.Doubt.since(sent));
    }

    private Pan123NameConflictException taken(Throwable lost) {
        Pan123NameConflictException taken = new Pan123NameConflictException("The folder " + file.parentFileId()
                + " has another file of the name " + file.name() + "; nothing was uploaded. Choose another name, or"
                + " duplicate");
        taken.addSuppressed(lost);
        return taken;
    }
}
