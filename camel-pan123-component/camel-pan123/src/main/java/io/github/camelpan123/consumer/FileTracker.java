package io.github.camelpan123.consumer;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ReadFiles;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.consumer.PendingAction.Act;
import io.github.camelpan123.drive.Drive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Tracks which files of a folder were read, and starts their after-read actions. */
public final class FileTracker implements Tracker<DriveFile> {

    private final AccountLease account;
    private final Drive drive;
    private final FileConsumerOptions options;
    private final FileMemory memory;
    private final Claims claims;
    private final Reporter reporter;
    private final AfterReadQueue afterwards;
    private final Map<String, ReadFiles.Watched> watched = new ConcurrentHashMap<>();
    /** The keys of files in the recycle bin that have no mark. */
    private final Set<String> notHalfDeleted = ConcurrentHashMap.newKeySet();

    /**
     * @param drive the drive of the account
     * @param memory the memory of this consumer or of its predecessor
     * @param reporter receives the failures
     */
    public FileTracker(
            AccountLease account, Drive drive, FileConsumerOptions options, FileMemory memory, Reporter reporter) {
        this.account = account;
        this.drive = drive;
        this.options = options;
        this.memory = memory;
        this.claims = new Claims(options.repository(), options.eager(), memory.claims());
        this.reporter = reporter;
        this.afterwards =
                new AfterReadQueue(account::delay, new AfterReadBatch(drive, options.afterwards())::act, new PutAway());
    }

    @Override
    public Poll<DriveFile> poll(BooleanSupplier goesOn) {
        reporter.guard(
                "The files that were read cannot be written to the idempotent repository. This is tried"
                        + " again at the next poll",
                claims::catchUp);
        afterwards.retry(memory.actions());
        return new FilePoll(drive, options, this, memory::failures);
    }

    /** The key of a file and its content. A file with new content gets another key. */
    static String key(FileEntry entry) {
        return key(entry.fileId(), entry.etag());
    }

    private static String key(long fileId, String etag) {
        return fileId + "/" + etag;
    }

    private static String mark(FileEntry entry, Act act) {
        return key(entry) + "/" + act;
    }

    /**
     * Returns the mark of a completed exchange. In eager mode the key itself is in the repository from the claim on, so
     * the completion needs a key of its own. A node that has seen it does not claim the file again when the repository
     * ends the keys of a node that was killed, which include those of completed files.
     */
    private static String done(FileEntry entry) {
        return key(entry) + "/done";
    }

    /** Whether a listed file may be new. */
    boolean mayBeNew(FileEntry entry) {
        return memory.mayBeNew(entry);
    }

    @Override
    public boolean claim(DriveFile file) {
        FileEntry entry = file.entry();
        Claims.Outcome outcome = claims.claim(key(entry), () -> mayBeNew(entry));
        switch (outcome) {
            case CLAIMED -> {
                watched.put(key(entry), account.reads().watch(entry.fileId()));
                memory.keepNewContent(entry);
            }
            case READ -> readBefore(entry, true);
            case TAKEN -> readBefore(entry, claims.marked(done(entry)));
            case HELD -> {
                // an exchange of this context has the file
            }
        }
        return outcome == Claims.Outcome.CLAIMED;
    }

    /** @param over whether no other process is working on the file */
    private void readBefore(FileEntry entry, boolean over) {
        Act left = marked(entry);
        if (left == null) {
            memory.notMarked(entry);
            if (over) {
                memory.read(entry);
            }
        } else if (memory.leftByOther(entry)) {
            memory.read(entry);
            putAway(new PendingAction(entry, left));
        }
    }

    private Act marked(FileEntry entry) {
        return acts().stream()
                .filter(act -> claims.marked(mark(entry, act)))
                .findFirst()
                .orElse(null);
    }

    /** Returns the after-read actions that may apply to files of this consumer. */
    private List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        switch (options.afterwards().afterRead()) {
            case none -> {
                // no action
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

    /**
     * Whether entries of the recycle bin are examined, because a crash may have left files that are trashed but not
     * deleted.
     */
    boolean looksIntoBin() {
        return options.repository() != null && options.afterwards().afterRead() == AfterRead.delete;
    }

    /** Handles a file that a listing shows in the recycle bin. */
    void inBin(FileEntry entry) {
        if (notHalfDeleted.contains(key(entry)) || memory.hasPendingAction(entry)) {
            return;
        }
        if (!claims.marked(mark(entry, Act.DELETE))) {
            notHalfDeleted.add(key(entry));
        } else if (memory.leftByOther(entry)) {
            putAway(new PendingAction(entry, Act.DELETE));
        }
    }

    /**
     * Handles the end of a complete listing.
     *
     * @param live the IDs of the entries outside the recycle bin
     * @param bin the keys of the files in the recycle bin, by ID
     */
    void listedAll(Set<Long> live, Map<Long, String> bin) {
        memory.listedAll(live, bin.keySet());
        notHalfDeleted.retainAll(new HashSet<>(bin.values()));
    }

    @Override
    public void completed(DriveFile file) {
        FileEntry entry = file.entry();
        Act act = act(entry, wasRead(entry));
        memory.succeeded(entry);
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
        memory.read(entry);
        // the marks are written first, so that a crash before the action does not lose it
        List<String> marks = new ArrayList<>();
        if (act != null) {
            marks.add(mark(entry, act));
        }
        if (options.eager()) {
            marks.add(done(entry));
        }
        reporter.guard(
                "Cannot write file " + entry.fileId() + " to the idempotent repository; retrying at the next poll",
                () -> claims.commit(key(entry), marks));
        if (act != null) {
            putAway(new PendingAction(entry, act));
        }
    }

    private void putAway(PendingAction action) {
        if (memory.add(action)) {
            afterwards.add(action);
        }
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
        reporter.guard(
                "Cannot remove the claim of file " + entry.fileId() + " from the idempotent repository",
                () -> claims.release(key(entry)));
    }

    @Override
    public void failed(DriveFile file, Throwable cause) {
        FileEntry entry = file.entry();
        int most = options.afterwards().maxAttempts();
        int failed = memory.failed(entry);
        if (most == 0 || failed < most) {
            release(entry);
            return;
        }
        memory.gaveUp();
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
    public int backlog() {
        return watched.size() + memory.pending((id, etag) -> watched.containsKey(key(id, etag)));
    }

    @Override
    public long givenUp() {
        return memory.givenUp();
    }

    @Override
    public void flush(boolean last) {
        afterwards.flush(last);
    }

    private final class PutAway implements AfterReadQueue.Outcomes {

        @Override
        public void done(PendingAction action) {
            forget(action);
        }

        @Override
        public void refused(PendingAction action, Throwable why) {
            forget(action);
            reporter.report(
                    describe(action) + " is not possible for file " + action
                            + " because its name is taken there; it stays (moveDuplicate="
                            + options.afterwards().moveDuplicate() + ")",
                    why);
        }

        @Override
        public void failed(List<PendingAction> actions, Throwable why) {
            if (account.ending()) {
                return;
            }
            PendingAction first = actions.get(0);
            String files = actions.size() == 1 ? "file " : actions.size() + " files, such as ";
            reporter.report(
                    describe(first) + " failed for " + files + first + ", and is tried again at the next poll", why);
        }
    }

    private void forget(PendingAction action) {
        memory.remove(action);
        reporter.guard(
                "Cannot remove the mark of file " + action.id()
                        + " from the idempotent repository; retrying at the next poll",
                () -> claims.unmark(key(action.entry()), mark(action.entry(), action.act())));
    }

    private String describe(PendingAction action) {
        return action.act() == Act.MOVE_FAILED
                ? "moveFailed=" + options.afterwards().moveFailed()
                : "afterRead=" + options.afterwards().afterRead();
    }
}
