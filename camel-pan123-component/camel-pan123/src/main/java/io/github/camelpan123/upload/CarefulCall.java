package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import io.github.camelpan123.platform.Pan123NameConflictException;
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

    /** How often a list is looked at that may lag behind. */
    private static final int LOOKS = 3;

    private final AccountLease account;
    private final Pauses pauses;
    private final Landings landings;
    private final NewFile file;
    private final Instant since;
    private final Predicate<Throwable> inDoubt;
    private final Supplier<CompletableFuture<R>> call;

    /**
     * @param since when the upload began
     * @param inDoubt after which failures nobody knows whether there is a file
     */
    CarefulCall(
            AccountLease account,
            Pauses pauses,
            Landings landings,
            NewFile file,
            Instant since,
            Predicate<Throwable> inDoubt,
            Supplier<CompletableFuture<R>> call) {
        this.account = account;
        this.pauses = pauses;
        this.landings = landings;
        this.file = file;
        this.since = since;
        this.inDoubt = inDoubt;
        this.call = call;
    }

    /**
     * Makes the call, unless an earlier one turns out to have made the file.
     *
     * @param found makes an answer of the entry that was found
     */
    CompletableFuture<R> make(Function<FileEntry, R> found) {
        return attempt(0)
                .thenCompose(either -> either.failure() != null
                        ? CompletableFuture.failedFuture(either.failure())
                        : CompletableFuture.completedFuture(
                                either.entry() == null ? either.answer() : found.apply(either.entry())));
    }

    private record Outcome<A>(A answer, FileEntry entry, Throwable failure) {}

    private CompletableFuture<Outcome<R>> attempt(int number) {
        return call.get()
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(new Outcome<>(answer, null, null))
                        : failed(number, Futures.unwrap(failure)))
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Outcome<R>> failed(int number, Throwable failure) {
        if (inDoubt.test(failure)) {
            landings.doubt(file, since);
            return look(1, number, failure, number + 1 < Repetition.TRIES ? () -> attempt(number + 1) : null);
        }
        boolean taken = failure instanceof Pan123NameConflictException
                && landings.doubted(file).isPresent();
        // perhaps by the call whose answer got lost, and the list does not show it yet
        return taken ? look(LOOKS, number, failure, null) : outcome(new Outcome<>(null, null, failure));
    }

    private CompletableFuture<Outcome<R>> look(
            int times, int number, Throwable failure, Supplier<CompletableFuture<Outcome<R>>> otherwise) {
        return account.delay(pauses.before(number))
                .thenCompose(over -> landings.find(file, landings.doubted(file).orElse(since)))
                .thenCompose((Optional<FileEntry> entry) -> {
                    if (entry.isPresent()) {
                        return outcome(new Outcome<>(null, entry.get(), null));
                    }
                    if (times > 1) {
                        return look(times - 1, number, failure, otherwise);
                    }
                    return otherwise != null ? otherwise.get() : outcome(new Outcome<>(null, null, failure));
                });
    }

    private CompletableFuture<Outcome<R>> outcome(Outcome<R> outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
