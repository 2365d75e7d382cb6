package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes calls that may create a file. If an answer is lost, the file is looked up before the call is repeated. A blind
 * repetition would fail because of the name, or create a second file.
 */
final class LookBeforeRetry {

    private final AccountLease account;
    private final RetryPolicy policy;
    private final LostUploads lostUploads;

    LookBeforeRetry(AccountLease account, RetryPolicy policy, LostUploads lostUploads) {
        this.account = account;
        this.policy = policy;
        this.lostUploads = lostUploads;
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
                                && lostUploads.doubted(file).isPresent()
                        ? conflict(number, sent, failure)
                        : CompletableFuture.failedFuture(failure);
            });
        }

        private CompletableFuture<R> lost(int number, Instant sent, Throwable failure) {
            lostUploads.doubt(file, sent);
            boolean last = number >= policy.maxAttempts() || lostUploads.givenUpLately(file);
            return account.delay(policy.delayAfter(number))
                    .thenCompose(over -> lostUploads.find(file, doubt(sent)))
                    .thenCompose(look -> {
                        if (look.taken()) {
                            lostUploads.settled(file);
                            return CompletableFuture.failedFuture(taken(failure));
                        }
                        return own(look, () -> {
                            if (!last) {
                                return attempt(number + 1);
                            }
                            lostUploads.givenUp(file);
                            return CompletableFuture.failedFuture(failure);
                        });
                    });
        }

        /**
         * Handles a name conflict. The call whose answer was lost may have caused it, and the list may not show the
         * file yet.
         */
        private CompletableFuture<R> conflict(int number, Instant sent, Throwable failure) {
            return account.delay(policy.delayAfter(number))
                    .thenCompose(over -> lostUploads.findInTime(file, doubt(sent)))
                    .thenCompose(look -> {
                        if (look.taken()) {
                            lostUploads.settled(file);
                        }
                        return own(look, () -> CompletableFuture.failedFuture(failure));
                    });
        }

        private CompletableFuture<R> own(LostUploads.Found look, Supplier<CompletableFuture<R>> otherwise) {
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
}
