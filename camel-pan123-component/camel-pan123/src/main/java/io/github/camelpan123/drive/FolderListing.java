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
 * The entries of one folder by name, read page by page, and only as far as somebody needs them: whoever asks for a name
 * is answered as soon as a page shows it, or when the last page does not. Own changes are written into it.
 */
final class FolderListing {

    private static final long FIRST = 0;
    /** A listing may be used this many times as long as it took to make. */
    private static final int WORTH = 10;

    private final long folder;
    private final LongSupplier clock;
    private final long begun;

    private final Map<String, ListedEntry> files = new HashMap<>();
    private final Map<String, ListedEntry> folders = new HashMap<>();
    /** Names that several entries of a kind have. */
    private final Set<String> ambiguous = new HashSet<>();

    /** Names of which nobody knows what they stand for now. */
    private final Set<String> doubtful = new HashSet<>();

    private final Map<Question, CompletableFuture<Sight>> questions = new HashMap<>();
    private final PageGuard guard = new PageGuard(Api.FILE_LIST_V2);
    /** What was changed while the page under way was read, which may show it as it was before. */
    private final Set<Long> changedMeanwhile = new HashSet<>();

    private CompletableFuture<Void> reading;
    private long readingSince;
    private long cost;
    private long cursor = FIRST;
    private boolean complete;
    private boolean useless;

    private record Question(String name, Wanted wanted) {}

    /** @param clock nanoseconds, never steps back */
    FolderListing(long folder, LongSupplier clock) {
        this.folder = folder;
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    /** The listing of a folder that was created a moment ago. */
    static FolderListing empty(long folder, LongSupplier clock) {
        FolderListing listing = new FolderListing(folder, clock);
        listing.complete = true;
        return listing;
    }

    /** Whether the platform was asked for its first page at that time or later. */
    boolean begunSince(long time) {
        return begun - time >= 0;
    }

    /**
     * Whether it tells the present closely enough: while it is read, then for a while since its last page.
     *
     * @param maxAge nanoseconds; 0 for not at all once it has been read
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

    /** Whether nothing has happened that it does not tell of. */
    synchronized boolean sound() {
        return !useless;
    }

    /** Completes when nobody waits for another page. */
    synchronized CompletableFuture<Void> idle() {
        return reading == null ? CompletableFuture.completedFuture(null) : reading;
    }

    synchronized boolean busy() {
        return reading != null;
    }

    synchronized int size() {
        return files.size() + folders.size();
    }

    /**
     * Looks a name up, in what is known or else in the pages that follow.
     *
     * @param pages asks for the page that begins at a cursor
     */
    CompletableFuture<Sight> find(String name, Wanted wanted, LongFunction<CompletableFuture<FilePage>> pages) {
        CompletableFuture<Sight> answer;
        synchronized (this) {
            Optional<FileEntry> known = known(name, wanted);
            if (known.isPresent() || complete) {
                return CompletableFuture.completedFuture(new Sight(known, begun));
            }
            answer = questions.computeIfAbsent(new Question(name, wanted), question -> new CompletableFuture<>());
            if (reading != null) {
                return answer;
            }
            reading = new CompletableFuture<>();
            readingSince = clock.getAsLong();
        }
        read(pages);
        return answer;
    }

    /** The folder of a name, as far as anything is known. */
    synchronized Optional<FileEntry> knownFolder(String name) {
        return known(name, Wanted.FOLDER).filter(FileEntry::directory);
    }

    /** An answer while pages are missing is one that no later page can change. */
    private Optional<FileEntry> known(String name, Wanted wanted) {
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
        Map<CompletableFuture<Sight>, Sight> answers = new HashMap<>();
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

    private void add(FilePage page, Map<CompletableFuture<Sight>, Sight> answers) {
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
                    answers.put(answer, new Sight(known(question.name(), question.wanted()), begun)));
            questions.clear();
            return;
        }
        for (FileEntry entry : page.entries()) {
            for (Wanted wanted : Wanted.values()) {
                Question question = new Question(entry.name(), wanted);
                Optional<FileEntry> known =
                        questions.containsKey(question) ? known(entry.name(), wanted) : Optional.empty();
                if (known.isPresent()) {
                    answers.put(questions.remove(question), new Sight(known, begun));
                }
            }
        }
    }

    /** Own changes are newer than any page, and of two entries of a name the one listed first counts. */
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

    /** What has been read stays, and the next question begins where the reading ended, if that can help. */
    private void fail(Throwable failure) {
        List<CompletableFuture<Sight>> all;
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

    /** Whether it can tell what a name stands for. */
    synchronized boolean tells(String name) {
        return !doubtful.contains(name);
    }

    /** Something may have been made a moment ago. */
    synchronized void doubtful(String name) {
        doubtful.add(name);
    }

    /** An entry that was made a moment ago, in place of another of its name. */
    synchronized void made(FileEntry entry) {
        doubtful.remove(entry.name());
        names(entry).put(entry.name(), ListedEntry.of(entry));
    }

    /** Entries are not here any more, if they were. */
    synchronized void removed(Collection<Long> ids) {
        if (reading != null) {
            changedMeanwhile.addAll(ids);
        }
        boolean another = removed(files, ids);
        another |= removed(folders, ids);
        useless |= another;
    }

    /** @return whether another entry of the name may be there, of which nothing is known */
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

    /** Entries may have other names now, if they are here. */
    synchronized void renamed(Collection<Long> ids) {
        if (reading != null) {
            changedMeanwhile.addAll(ids);
        }
        useless |= holdsAny(files, ids) || holdsAny(folders, ids);
    }

    private static boolean holdsAny(Map<String, ListedEntry> names, Collection<Long> ids) {
        return names.values().stream().anyMatch(entry -> ids.contains(entry.id()));
    }

    /** It does not tell the present any more; who waits for it asked before that. */
    synchronized void outdate() {
        useless = true;
    }
}
