package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123NotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** Lists entries page by page. A page is requested when the previous one is used up. */
final class FileIterator implements Iterator<FileEntry> {

    private static final long FIRST = 0;

    private final AccountLease account;
    private final ListOptions options;
    private final Deque<Folder> foldersToEnter = new ArrayDeque<>();
    private final Deque<FileEntry> ready = new ArrayDeque<>();
    private Folder folder;
    private long cursor = FIRST;
    private boolean folderDone;
    private boolean below;
    private PageGuard guard;

    private record Folder(long id, String relativePath) {}

    FileIterator(AccountLease account, long folder, ListOptions options) {
        this.account = account;
        this.folder = new Folder(folder, "");
        this.options = options;
        this.guard = guard();
    }

    private PageGuard guard() {
        return new PageGuard(
                options.pages().page(folder.id(), FIRST, options.pageSize()).api());
    }

    /** Requests the first page without blocking, so that a missing folder is reported at once. */
    CompletableFuture<FileIterator> begin() {
        return account.call(nextPage()).thenApply(page -> {
            take(page);
            return this;
        });
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            if (folderDone) {
                if (foldersToEnter.isEmpty()) {
                    return false;
                }
                folder = foldersToEnter.poll();
                cursor = FIRST;
                folderDone = false;
                below = true;
                guard = guard();
            }
            takeNextPage();
        }
        return true;
    }

    private void takeNextPage() {
        try {
            take(account.await(nextPage()));
        } catch (Pan123NotFoundException e) {
            if (!below) {
                throw e;
            }
            // the folder was deleted after its parent was read
            folderDone = true;
        }
    }

    private ApiCall<FilePage> nextPage() {
        return options.pages().page(folder.id(), cursor, options.pageSize());
    }

    private void take(FilePage page) {
        for (FileEntry listed : page.entries()) {
            FileEntry entry = listed.below(folder.relativePath());
            if (entry.trashed() && !options.includeTrashed()) {
                continue;
            }
            if (options.names().shows(entry)) {
                ready.add(entry);
            }
            if (options.recursive() && entry.directory() && (options.entersTrashed() || !entry.trashed())) {
                foldersToEnter.add(new Folder(entry.fileId(), entry.relativePath()));
            }
        }
        folderDone = page.last();
        if (!folderDone) {
            guard.requireProgress(cursor, page);
            cursor = page.next();
        }
    }

    @Override
    public FileEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.poll();
    }
}
