package io.github.camelpan123.drive;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The entries of one folder by name. Pages are read only as far as needed: a lookup completes as soon as a page
 * contains the name, or when the last page does not. Changes of this process are applied to the listing.
 */
final class FolderListing {

    private static final long FIRST = 0;
    /** A listing may be used for this multiple of the time that it took to read. */
    private static final int WORTH = 10;

    private final long folder;
    private final LongSupplier clock;
    private final long begun;

    private final Map<String, ListedEntry> files = new HashMap<>();
    private final Map<String, ListedEntry> folders = new HashMap<>();
    /** The names of several files or several folders. */
    private final Set<String> ambiguous = new HashSet<>();

    /** The names whose current entry is unknown. */
    private final Set<String> doubtful = new HashSet<>();

    private final Map<Question, CompletableFuture<LookupResult>> questions = new HashMap<>();
    private final PageGuard guard = new PageGuard(Api.FILE_LIST_V2);
    /** The IDs that were changed while the current page was read. The page may show their old state. */
    private final Set<Long> changedMeanwhile = new HashSet<>();

    private CompletableFuture<Void> reading;
    private long readingSince;
    private long cost;
    private long cursor = FIRST;
    private boolean complete;
    private boolean useless;

    private record Question(String name, EntryKind wanted) {}

    /** @param clock nanoseconds, monotonic */
    FolderListing(long folder, LongSupplier clock) {
        this.folder = folder;
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    /** Returns the complete listing of a newly created folder. */
    static FolderListing empty(long folder, LongSupplier clock) {
        FolderListing listing = new FolderListing(folder, clock);
        listing.complete = true;
        return listing;
    }

    /** Whether the first page was requested at that time or later. */
    boolean begunSince(long time) {
        return begun - time >= 0;
    }

    /**
     * Whether the listing is current enough: while it is being read, and for some time after its last page.
     *
     * @param maxAge nanoseconds; 0 to reject it once it has been read
     */
    synchronized boolean usable(long maxAge) {
        if (useless) {
            return false;
        }
        if (reading != null) {
            return true;
        }
        return maxAge > 0 && clock.getAsLong() - begun <= cost + Math.max(maxAge, WORTH * cost);
    }

    /** Whether the listing reflects all known changes. */
    synchronized boolean sound() {
        return !useless;
    }

    /** Completes when no page is awaited. */
    synchronized CompletableFuture<Void> idle() {
        return reading == null ? Futures.completed(null) : reading;
    }

    synchronized boolean busy() {
        return reading != null;
    }

    synchronized int size() {
        return files.size() + folders.size();
    }

    /**
     * Looks up a name in the known entries or in the following pages.
     *
     * @param pages requests the page at a cursor
     */
    CompletableFuture<LookupResult> find(
            String name, EntryKind wanted, LongFunction<CompletableFuture<FilePage>> pages) {
        CompletableFuture<LookupResult> answer;
        synchronized (this) {
            Optional<FileEntry> known = known(name, wanted);
            if (known.isPresent() || complete) {
                return Futures.completed(new LookupResult(known, begun));
            }
            answer = questions.computeIfAbsent(new Question(name, wanted), question -> Futures.pending());
            if (reading != null) {
                return answer;
            }
            reading = Futures.pending();
            readingSince = clock.getAsLong();
        }
        read(pages);
        return answer;
    }

    /** Returns the folder of a name if it is already known. */
    synchronized Optional<FileEntry> knownFolder(String name) {
        return known(name, EntryKind.FOLDER).filter(FileEntry::directory);
    }

    /**
     * Returns the known entry of a name. Before the last page it returns only an entry that no later page can replace.
     */
    private Optional<FileEntry> known(String name, EntryKind wanted) {
        ListedEntry file = files.get(name);
        ListedEntry directory = folders.get(name);
        ListedEntry shown =
                switch (wanted) {
                    case FILE -> file;
                    case FOLDER -> directory == null && complete ? file : directory;
                    case ANY -> directory == null || file != null && file.id() < directory.id() ? file : directory;
                };
        return Optional.ofNullable(shown).map(entry -> entry.entry(folder, name));
    }

    private void read(LongFunction<CompletableFuture<FilePage>> pages) {
        Futures.begin(() -> pages.apply(cursor)).whenComplete((page, failure) -> {
            if (failure == null) {
                take(page, pages);
            } else {
                fail(Futures.unwrap(failure));
            }
        });
    }

    private void take(FilePage page, LongFunction<CompletableFuture<FilePage>> pages) {
        Map<CompletableFuture<LookupResult>, LookupResult> answers = new HashMap<>();
        CompletableFuture<Void> over = null;
        try {
            synchronized (this) {
                boolean outdated =
                        page.entries().stream().map(FileEntry::fileId).anyMatch(changedMeanwhile::contains);
                changedMeanwhile.clear();
                if (!outdated) {
                    add(page, answers);
                    if (complete || questions.isEmpty()) {
                        over = rest();
                    }
                }
            }
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (over == null) {
            read(pages);
        } else {
            over.complete(null);
        }
        answers.forEach(CompletableFuture::complete);
    }

    private void add(FilePage page, Map<CompletableFuture<LookupResult>, LookupResult> answers) {
        for (FileEntry entry : page.entries()) {
            if (!entry.trashed()) {
                add(entry);
            }
        }
        if (page.last()) {
            complete = true;
        } else {
            guard.requireProgress(cursor, page);
            cursor = page.next();
        }
        if (complete) {
            questions.forEach((question, answer) ->
                    answers.put(answer, new LookupResult(known(question.name(), question.wanted()), begun)));
            questions.clear();
            return;
        }
        for (FileEntry entry : page.entries()) {
            for (EntryKind wanted : EntryKind.values()) {
                Question question = new Question(entry.name(), wanted);
                Optional<FileEntry> known =
                        questions.containsKey(question) ? known(entry.name(), wanted) : Optional.empty();
                if (known.isPresent()) {
                    answers.put(questions.remove(question), new LookupResult(known, begun));
                }
            }
        }
    }

    /**
     * Adds an entry unless its name is known, because changes of this process are newer than any page, and the first
     * listed entry of a name counts.
     */
    private void add(FileEntry entry) {
        ListedEntry before = names(entry).putIfAbsent(entry.name(), ListedEntry.of(entry));
        if (before != null && before.id() != entry.fileId()) {
            ambiguous.add(entry.name());
        }
    }

    private Map<String, ListedEntry> names(FileEntry entry) {
        return entry.directory() ? folders : files;
    }

    private CompletableFuture<Void> rest() {
        cost += clock.getAsLong() - readingSince;
        CompletableFuture<Void> over = reading;
        reading = null;
        return over;
    }

    /**
     * Fails all lookups. The pages read so far are kept, and the next lookup continues after them if the failure is
     * temporary.
     */
    private void fail(Throwable failure) {
        List<CompletableFuture<LookupResult>> all;
        CompletableFuture<Void> over;
        synchronized (this) {
            changedMeanwhile.clear();
            boolean mayGoOn = failure instanceof Pan123ShutdownException
                    || failure instanceof Pan123Exception e && e.isRetriable();
            useless |= !mayGoOn;
            all = new ArrayList<>(questions.values());
            questions.clear();
            over = rest();
        }
        over.complete(null);
        all.forEach(answer -> answer.completeExceptionally(failure));
    }

    /** Whether the current entry of a name is known. */
    synchronized boolean tells(String name) {
        return !doubtful.contains(name);
    }

    /** Marks a name as doubtful, because an entry of that name may have just been created. */
    synchronized void doubtful(String name) {
        doubtful.add(name);
    }

    /** Adds a newly created entry and replaces another one of its name. */
    synchronized void made(FileEntry entry) {
        doubtful.remove(entry.name());
        names(entry).put(entry.name(), ListedEntry.of(entry));
    }

    /** Removes entries, if they are in this folder. */
    synchronized void removed(Collection<Long> ids) {
        if (reading != null) {
            changedMeanwhile.addAll(ids);
        }
        boolean another = removed(files, ids);
        another |= removed(folders, ids);
        useless |= another;
    }

    /** @return whether an unknown entry of the same name may exist */
    private boolean removed(Map<String, ListedEntry> names, Collection<Long> ids) {
        Set<String> gone = new HashSet<>();
        names.entrySet().removeIf(entry -> {
            boolean removed = ids.contains(entry.getValue().id());
            if (removed) {
                gone.add(entry.getKey());
            }
            return removed;
        });
        return gone.stream().anyMatch(ambiguous::contains);
    }

    /** Marks the listing as outdated if it contains renamed entries. */
    synchronized void renamed(Collection<Long> ids) {
        if (reading != null) {
            changedMeanwhile.addAll(ids);
        }
        useless |= holdsAny(files, ids) || holdsAny(folders, ids);
    }

    private static boolean holdsAny(Map<String, ListedEntry> names, Collection<Long> ids) {
        return names.values().stream().anyMatch(entry -> ids.contains(entry.id()));
    }

    /** Marks the listing as outdated. Pending lookups are still answered, because they began before that. */
    synchronized void outdate() {
        useless = true;
    }
}
