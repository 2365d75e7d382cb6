package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.RequestCoalescer;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.RenameAnswer;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Renames entries. A single rename uses its own call, which reports an error as a code instead of a text. Renames that
 * arrive during that call are batched, 30 a call. The answer of a batch has the outcome of each entry, so a failed
 * batch is not split. If the answer lacks an entry, a query of its name decides.
 */
final class FileRenames {

    private final AccountLease account;
    private final Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos;
    private final RequestCoalescer<NewName, RenameAnswer, RenameAnswer> joint;
    private final AtomicBoolean loneInFlight = new AtomicBoolean();
    private final Map<Long, CompletableFuture<?>> inFlight = new HashMap<>();

    private record NewName(long fileId, String name) {}

    /** @param infos queries the details of entries */
    FileRenames(AccountLease account, Function<Collection<Long>, CompletableFuture<List<FileEntry>>> infos) {
        this.account = account;
        this.infos = infos;
        this.joint = RequestCoalescer.whole(
                account, Api.FILE_RENAME, FileCalls.RENAME_BATCH, FileRenames::call, (answer, one) -> answer);
    }

    private static ApiCall<RenameAnswer> call(List<NewName> all) {
        Map<Long, String> names = new LinkedHashMap<>();
        all.forEach(one -> names.put(one.fileId(), one.name()));
        return FileCalls.rename(names);
    }

    /** Completes with the IDs that were not renamed and the reason of each. Fails if a whole call failed. */
    CompletableFuture<Map<Long, Pan123Exception>> rename(Map<Long, String> names) {
        List<NewName> all = names.entrySet().stream()
                .map(name -> new NewName(name.getKey(), name.getValue()))
                .toList();
        return inTurn(names.keySet(), () -> all.size() == 1 ? renameOne(all.get(0)) : renameAll(all));
    }

    private CompletableFuture<Map<Long, Pan123Exception>> renameAll(List<NewName> all) {
        List<CompletableFuture<RenameAnswer>> answers = joint.submitAll(all);
        List<CompletableFuture<Map<Long, Pan123Exception>>> failures = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            NewName one = all.get(i);
            failures.add(answers.get(i).thenCompose(answer -> failure(one, answer)));
        }
        return FileChanges.all(failures).thenApply(found -> {
            Map<Long, Pan123Exception> together = new LinkedHashMap<>();
            found.forEach(together::putAll);
            return together;
        });
    }

    /** Runs the renames of one entry one after another, because the answer of one call could not distinguish them. */
    private <T> CompletableFuture<T> inTurn(Collection<Long> fileIds, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> mine = Futures.pending();
        List<CompletableFuture<?>> before = new ArrayList<>();
        synchronized (inFlight) {
            for (Long id : fileIds) {
                CompletableFuture<?> other = inFlight.put(id, mine);
                if (other != null) {
                    before.add(other);
                }
            }
        }
        Futures.allOf(before.toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> null)
                .thenCompose(free -> work.get())
                .whenComplete((done, failure) -> {
                    synchronized (inFlight) {
                        fileIds.forEach(id -> inFlight.remove(id, mine));
                    }
                    if (failure == null) {
                        mine.complete(done);
                    } else {
                        mine.completeExceptionally(Futures.unwrap(failure));
                    }
                });
        return mine;
    }

    private CompletableFuture<Map<Long, Pan123Exception>> renameOne(NewName one) {
        if (!loneInFlight.compareAndSet(false, true)) {
            return joint.submit(one).thenCompose(answer -> failure(one, answer));
        }
        return account.call(FileCalls.name(one.fileId(), one.name()))
                .whenComplete((done, failure) -> loneInFlight.set(false))
                .thenApply(done -> Map.of());
    }

    private CompletableFuture<Map<Long, Pan123Exception>> failure(NewName one, RenameAnswer answer) {
        long id = one.fileId();
        if (answer.failures().containsKey(id)) {
            return Futures.completed(Map.of(id, answer.failures().get(id)));
        }
        if (answer.renamed().contains(id)) {
            return Futures.completed(Map.of());
        }
        return infos.apply(List.of(id))
                .thenApply(
                        found -> found.stream().anyMatch(entry -> entry.name().equals(one.name()))
                                ? Map.of()
                                : Map.of(
                                        id,
                                        new Pan123Exception(
                                                Api.FILE_RENAME,
                                                "It is not known whether the platform renamed file " + id
                                                        + ". Its name is not " + one.name() + " now",
                                                false,
                                                null)));
    }
}
