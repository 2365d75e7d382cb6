package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.api.Pan123UploadTakenOverException;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Journals of an account that nodes share, in a folder that the nodes share as well. */
final class SharedJournals implements JournalOpener {

    private static final Logger LOG = LoggerFactory.getLogger(SharedJournals.class);

    private final AccountLease account;
    private final UploadLeases leases;
    private final Journals journals;

    SharedJournals(AccountLease account, UploadLeases leases, Journals journals) {
        this.account = account;
        this.leases = leases;
        this.journals = journals;
    }

    @Override
    public CompletableFuture<Journal> open(UploadRequest request, long parent) {
        Path folder = request.options().journalDirectory();
        if (folder == null) {
            return Futures.completed(Journal.none());
        }
        try {
            JournalFiles files = journals.files(folder, parent, request.name());
            return owner(request, parent, files)
                    .thenComposeAsync(
                            owner -> owner == null
                                    ? Futures.completed(Journal.none())
                                    : open(request, parent, files, owner.begin()),
                            account.routes());
        } catch (IOException e) {
            return Futures.failed(Journals.unusable(folder, e));
        }
    }

    private CompletableFuture<LeasedOwnership> owner(UploadRequest request, long parent, JournalFiles files)
            throws IOException {
        List<Long> numbers = files.numbers();
        return LeasedOwnership.acquire(
                account,
                leases.of(journals.id(parent, request.name()), numbers.isEmpty() ? 0 : numbers.get(0)),
                files,
                request);
    }

    /** The lease is extended already, because the file system may take its time. */
    private CompletableFuture<Journal> open(
            UploadRequest request, long parent, JournalFiles files, LeasedOwnership owner) {
        Path folder = request.options().journalDirectory();
        return Futures.begin(() -> takeOver(files, using(folder, () -> files.copy(owner.number())), folder, owner))
                .thenApplyAsync(
                        own -> using(folder, () -> Journal.owned(own, journals.format(parent, request.name()), owner)),
                        account.routes())
                .whenComplete((journal, failure) -> {
                    if (failure != null) {
                        leave(files, owner, Futures.unwrap(failure));
                    }
                });
    }

    /** A node that was suspended asks the engine first, because another one may have the journal now. */
    private CompletableFuture<Path> takeOver(JournalFiles files, Path own, Path folder, LeasedOwnership owner) {
        return owner.confirmed()
                .thenComposeAsync(
                        confirmed -> using(folder, () -> files.deleteBefore(owner.number(), owner::sure))
                                ? Futures.completed(own)
                                : takeOver(files, own, folder, owner),
                        account.routes());
    }

    /** Ends an ownership without a journal. */
    private static void leave(JournalFiles files, LeasedOwnership owner, Throwable failure) {
        owner.end();
        if (failure instanceof Pan123UploadTakenOverException) {
            try {
                files.deleteOwn(owner.number());
            } catch (IOException e) {
                LOG.debug("The journal {} cannot be deleted; the next owner does", files.of(owner.number()), e);
            }
        }
    }

    /** Work with files. */
    private interface FileWork<T> {
        T done() throws IOException;
    }

    private static <T> T using(Path folder, FileWork<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new CompletionException(Journals.unusable(folder, e));
        }
    }

    /** Does not wait, because another owner may have to be given up first. */
    @Override
    public void discard(UploadRequest request, long parent) {
        Path folder = request.options().journalDirectory();
        try {
            if (folder != null && journals.files(folder, parent, request.name()).exist()) {
                open(request, parent).whenComplete((journal, failure) -> {
                    if (failure == null) {
                        journal.drop();
                    } else {
                        LOG.debug("The journal of a finished upload cannot be deleted", failure);
                    }
                });
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The journal of a finished upload cannot be deleted: {}", e.toString());
        }
    }
}
