package io.github.camelpan123.consumer;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ReadFiles;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.consumer.FileMemory.Attempts;
import io.github.camelpan123.consumer.FileMemory.Seen;
import io.github.camelpan123.consumer.Leftover.Act;
import io.github.camelpan123.drive.Drive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Knows which files of a folder were read, and has them put away. */
public final class FileTracker implements Tracker<DriveFile> {

    /** One list that misses a file may be a hiccup: lists change while they are paged. */
    private static final int GONE_AFTER = 3;
    /** Whoever wrote a mark may just be about to do it. */
    private static final int MARKED_POLLS = 3;

    private final AccountLease account;
    private final Drive drive;
    private final FileConsumerOptions options;
    private final FileMemory memory;
    private final Claims claims;
    private final Reporter reporter;
    private final AfterReadQueue afterwards;
    private final Map<String, ReadFiles.Watched> watched = new ConcurrentHashMap<>();
    /** Files of the recycle bin that nobody has marked, by key. */
    private final Set<String> notHalfDeleted = ConcurrentHashMap.newKeySet();

    /**
     * @param drive of the account
     * @param memory of this consumer, or of the one that it goes on for
     * @param reporter told what goes wrong
     */
    public FileTracker(
            AccountLease account, Drive drive, FileConsumerOptions options, FileMemory memory, Reporter reporter) {
        this.account = account;
        this.drive = drive;
        this.options = options;
        this.memory = memory;
        this.claims = new Claims(options.repository(), options.eager(), memory.claims);
        this.reporter = reporter;
        this.afterwards = new AfterReadQueue(account, drive, options.afterwards(), new PutAway());
    }

    @Override
    public Poll<DriveFile> poll(BooleanSupplier goesOn) {
        guarded("The idempotent repository is told what was read at the next poll", claims::catchUp);
        List<Leftover> left;
        synchronized (memory) {
            left = List.copyOf(memory.leftovers.values());
        }
        afterwards.retry(left);
        return new FilePoll(drive, options, this);
    }

    /** The same file with other content is another one. */
    static String key(FileEntry entry) {
        return entry.fileId() + "/" + entry.etag();
    }

    private static String mark(FileEntry entry, Act act) {
        return key(entry) + "/" + act;
    }

    /** How often an exchange of a file failed. */
    int failures(FileEntry entry) {
        synchronized (memory) {
            Attempts attempts = memory.attempts.get(entry.fileId());
            return attempts == null || !attempts.etag().equals(entry.etag()) ? 0 : attempts.failed();
        }
    }

    /** Whether a file that a list shows may be new. */
    boolean mayBeNew(FileEntry entry) {
        synchronized (memory) {
            Seen known = memory.seen.get(entry.fileId());
            if (known == null || !known.etag.equals(entry.etag())) {
                return true;
            }
            known.missing = 0;
            return false;
        }
    }

    @Override
    public boolean claim(DriveFile file) {
        FileEntry entry = file.entry();
        Claims.Outcome outcome = claims.claim(key(entry), () -> mayBeNew(entry));
        switch (outcome) {
            case CLAIMED -> {
                watched.put(key(entry), account.reads().watch(entry.fileId()));
                keepNewContent(entry);
            }
            case READ, TAKEN -> readBefore(entry, outcome == Claims.Outcome.READ);
            case HELD -> {
                // by an exchange of this context
            }
        }
        return outcome == Claims.Outcome.CLAIMED;
    }

    /** What is still to be done was to be done to the content that was read, not to the one that took its place. */
    private void keepNewContent(FileEntry entry) {
        synchronized (memory) {
            memory.leftovers.computeIfPresent(
                    entry.fileId(), (id, leftover) -> leftover.entry.etag().equals(entry.etag()) ? leftover : null);
        }
    }

    /** @param over whether nobody works on it any more */
    private void readBefore(FileEntry entry, boolean over) {
        Act left = marked(entry);
        synchronized (memory) {
            if (left == null) {
                memory.marked.remove(entry.fileId());
            } else if (memory.marked.merge(entry.fileId(), 1, Integer::sum) < MARKED_POLLS) {
                return;
            }
            if (over || left != null) {
                memory.seen.put(entry.fileId(), new Seen(entry.etag()));
            }
            memory.marked.remove(entry.fileId());
        }
        if (left != null) {
            putAway(new Leftover(entry, left));
        }
    }

    private Act marked(FileEntry entry) {
        return acts().stream()
                .filter(act -> claims.marked(mark(entry, act)))
                .findFirst()
                .orElse(null);
    }

    /** What may have to be done to files of this consumer. */
    private List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        switch (options.afterwards().afterRead()) {
            case none -> {
                // nothing
            }
            case trash -> acts.add(Act.TRASH);
            case delete -> acts.addAll(List.of(Act.DELETE, Act.TRASH));
            case move -> acts.add(Act.MOVE);
        }
        if (options.afterwards().moveFailed() != null) {
            acts.add(Act.MOVE_FAILED);
        }
        return acts;
    }

    /** Whether entries of the recycle bin are of interest, because a crash may have left some half deleted. */
    boolean looksIntoBin() {
        return options.repository() != null && options.afterwards().afterRead() == AfterRead.delete;
    }

    /** A list shows a file in the recycle bin. */
    void inBin(FileEntry entry) {
        if (notHalfDeleted.contains(key(entry))) {
            return;
        }
        synchronized (memory) {
            if (memory.leftovers.containsKey(entry.fileId())) {
                return;
            }
        }
        if (!claims.marked(mark(entry, Act.DELETE))) {
            notHalfDeleted.add(key(entry));
            return;
        }
        synchronized (memory) {
            if (memory.marked.merge(entry.fileId(), 1, Integer::sum) < MARKED_POLLS) {
                return;
            }
            memory.marked.remove(entry.fileId());
        }
        putAway(new Leftover(entry, Act.DELETE));
    }

    /**
     * A list is complete: what is not in it any more is forgotten, though not at once.
     *
     * @param live the ids of what does not lie in the recycle bin
     * @param bin the keys of what lies there
     */
    void listedAll(Set<Long> live, Map<Long, String> bin) {
        synchronized (memory) {
            memory.seen
                    .entrySet()
                    .removeIf(one -> !live.contains(one.getKey()) && ++one.getValue().missing >= GONE_AFTER);
            memory.attempts.keySet().retainAll(live);
            memory.marked.keySet().removeIf(id -> !live.contains(id) && !bin.containsKey(id));
        }
        notHalfDeleted.retainAll(new HashSet<>(bin.values()));
    }

    @Override
    public void completed(DriveFile file) {
        FileEntry entry = file.entry();
        Act act = act(entry, wasRead(entry));
        synchronized (memory) {
            memory.attempts.remove(entry.fileId());
        }
        over(entry, act);
    }

    private boolean wasRead(FileEntry entry) {
        try (ReadFiles.Watched watch = watched.remove(key(entry))) {
            return entry.size() == 0 || watch != null && watch.read();
        }
    }

    private Act act(FileEntry entry, boolean read) {
        return switch (options.afterwards().afterRead()) {
            case none -> null;
            case trash -> Act.TRASH;
            case delete -> read || options.afterwards().deleteUnread() ? Act.DELETE : Act.TRASH;
            case move -> Act.MOVE;
        };
    }

    private void over(FileEntry entry, Act act) {
        synchronized (memory) {
            memory.seen.put(entry.fileId(), new Seen(entry.etag()));
        }
        // the mark first: a crash between the two leaves nothing undone
        guarded(
                "The idempotent repository is told at the next poll that file " + entry.fileId() + " is done",
                () -> claims.commit(key(entry), act == null ? List.of() : List.of(mark(entry, act))));
        if (act != null) {
            putAway(new Leftover(entry, act));
        }
    }

    private void putAway(Leftover leftover) {
        synchronized (memory) {
            if (memory.leftovers.putIfAbsent(leftover.id(), leftover) != null) {
                return;
            }
        }
        afterwards.add(leftover);
    }

    @Override
    public void released(DriveFile file) {
        release(file.entry());
    }

    private void release(FileEntry entry) {
        ReadFiles.Watched watch = watched.remove(key(entry));
        if (watch != null) {
            watch.close();
        }
        guarded(
                "The claim of file " + entry.fileId() + " could not be taken back from the idempotent repository",
                () -> claims.release(key(entry)));
    }

    @Override
    public void failed(DriveFile file, Throwable cause) {
        FileEntry entry = file.entry();
        int most = options.afterwards().maxAttempts();
        int failed = failures(entry) + 1;
        synchronized (memory) {
            memory.attempts.put(entry.fileId(), new Attempts(entry.etag(), failed));
        }
        if (most == 0 || failed < most) {
            release(entry);
            return;
        }
        wasRead(entry);
        boolean moves = options.afterwards().moveFailed() != null;
        over(entry, moves ? Act.MOVE_FAILED : null);
        reporter.report(
                "File " + entry.fileId() + " " + entry.name() + " is given up after " + failed
                        + " exchanges that failed (maxAttempts)"
                        + (moves ? " and goes to " + options.afterwards().moveFailed() : ""),
                cause);
    }

    @Override
    public void flush(boolean last) {
        afterwards.flush(last);
    }

    private final class PutAway implements AfterReadQueue.Outcomes {

        @Override
        public void done(Leftover leftover) {
            forget(leftover);
        }

        @Override
        public void refused(Leftover leftover, Throwable why) {
            forget(leftover);
            reporter.report(
                    describe(leftover) + " is not possible for file " + leftover
                            + " because its name is taken there; it stays (moveDuplicate="
                            + options.afterwards().moveDuplicate() + ")",
                    why);
        }

        @Override
        public void failed(List<Leftover> leftovers, Throwable why) {
            if (account.closed()) {
                return;
            }
            Leftover first = leftovers.get(0);
            String files = leftovers.size() == 1 ? "file " : leftovers.size() + " files, such as ";
            reporter.report(
                    describe(first) + " failed for " + files + first + ", and is tried again at the next poll", why);
        }
    }

    private void forget(Leftover leftover) {
        synchronized (memory) {
            memory.leftovers.remove(leftover.id(), leftover);
        }
        guarded(
                "The mark of file " + leftover.id() + " is taken from the idempotent repository at the next poll",
                () -> claims.unmark(key(leftover.entry), mark(leftover.entry, leftover.act)));
    }

    private String describe(Leftover leftover) {
        return leftover.act == Act.MOVE_FAILED
                ? "moveFailed=" + options.afterwards().moveFailed()
                : "afterRead=" + options.afterwards().afterRead();
    }

    private void guarded(String message, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            reporter.report(message, e);
        }
    }
}
