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
        return Futures.begin(call)
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(new Outcome<>(answer, null, null))
                        : failed(number, Futures.unwrap(failure)))
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Outcome<R>> failed(int number, Throwable failure) {
        if (inDoubt.test(failure)) {
            landings.doubt(file, since);
            boolean last = number + 1 >= Repetition.TRIES;
            return look(
                    number, () -> landings.find(file, doubted()), () -> last ? failed(failure) : attempt(number + 1));
        }
        boolean taken = failure instanceof Pan123NameConflictException
                && landings.doubted(file).isPresent();
        // perhaps by the call whose answer got lost, and the list does not show it yet
        return taken
                ? look(number, () -> landings.findInTime(file, doubted()), () -> failed(failure))
                : failed(failure);
    }

    private Instant doubted() {
        return landings.doubted(file).map(Landings.Doubt::since).orElse(since);
    }

    private CompletableFuture<Outcome<R>> look(
            int number,
            Supplier<CompletableFuture<Optional<FileEntry>>> look,
            Supplier<CompletableFuture<Outcome<R>>> otherwise) {
        return account.delay(pauses.before(number))
                .thenCompose(over -> look.get())
                .thenCompose(found -> found.map(
                                entry -> CompletableFuture.completedFuture(new Outcome<R>(null, entry, null)))
                        .orElseGet(otherwise));
    }

    private static <R> CompletableFuture<Outcome<R>> failed(Throwable failure) {
        return CompletableFuture.completedFuture(new Outcome<>(null, null, failure));
    }
}
