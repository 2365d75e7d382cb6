package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.cluster.UploadLeases;
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
                    .thenApplyAsync(
                            owner -> owner == null ? Journal.none() : open(request, parent, files, owner),
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

    private Journal open(UploadRequest request, long parent, JournalFiles files, LeasedOwnership owner) {
        try {
            Path own = files.takeOver(owner.number());
            return Journal.owned(own, journals.format(parent, request.name()), owner.begin());
        } catch (IOException e) {
            owner.end();
            throw new CompletionException(Journals.unusable(request.options().journalDirectory(), e));
        } catch (RuntimeException | Error e) {
            owner.end();
            throw e;
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
