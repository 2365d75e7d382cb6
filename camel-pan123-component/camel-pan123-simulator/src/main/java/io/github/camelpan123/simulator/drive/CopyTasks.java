package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The asynchronous copies of a drive (platform/calls.md, "Copy several"). No thread makes them: those that are due by the
 * clock are made before anything looks at the drive, so that a test that moves the clock sees each state. Guarded by
 * {@link Drive}.
 */
final class CopyTasks {
    /** Copies one entry. */
    interface Copier {
        /**
         * Copies an entry.
         *
         * @throws Refusal if it cannot be copied, which ends its part of the task
         */
        void copy(long source, long target, long now);
    }

    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;
    /** How many tasks that have ended can still be asked for. */
    private static final int KEPT = 10_000;

    private final KeptTree kept;
    private final Sequence ids;
    private final Journal journal;
    private final long millis;
    private final Map<Long, OpenCopy> open = new HashMap<>();
    private final NavigableSet<OpenCopy> byDueTime = new TreeSet<>(OpenCopy.BY_DUE_TIME);
    private final NavigableMap<Long, Boolean> wholeById = new TreeMap<>();
    /** A task that an earlier run was working on when it was killed. */
    private OpenCopy interrupted;

    /**
     * Creates a registry without tasks.
     *
     * @param kept the drive
     * @param ids generates the IDs of tasks
     * @param journal records every change
     * @param millis from the begin of a task to its end
     */
    CopyTasks(KeptTree kept, Sequence ids, Journal journal, long millis) {
        this.kept = kept;
        this.ids = ids;
        this.journal = journal;
        this.millis = millis;
    }

    void restore(CopyTask task) {
        know(OpenCopy.of(task));
    }

    void restore(CopyProgress progress) {
        OpenCopy copy = open.get(progress.id());
        if (copy == null) {
            wholeById.put(progress.id(), progress.whole());
            return;
        }
        OpenCopy restored = copy.at(progress);
        know(restored);
        if (restored.begun()) {
            interrupted = restored;
        }
    }

    private void know(OpenCopy copy) {
        OpenCopy old = open.remove(copy.id());
        if (old != null) {
            byDueTime.remove(old);
        }
        if (copy.ended()) {
            wholeById.put(copy.id(), copy.progress().whole());
        } else {
            open.put(copy.id(), copy);
            byDueTime.add(copy);
        }
    }

    private void put(OpenCopy copy) {
        know(copy);
        journal.write(DriveLines.COPY_PROGRESS, copy.id(), copy.progress());
    }

    long add(List<Long> sources, long target) {
        CopyTask task = new CopyTask(kept.area().uid(), ids.next(), List.copyOf(sources), target, kept.now(), millis);
        know(OpenCopy.of(task));
        journal.write(DriveLines.COPY, task.id(), task);
        return task.id();
    }

    /** Makes the copies that are due, in the order and with the times at which they were due. */
    void catchUp(Copier copier) {
        if (open.isEmpty()) {
            return;
        }
        if (interrupted != null) {
            removeBegunCopy();
        }
        long now = kept.now();
        while (!open.isEmpty() && byDueTime.first().dueAt() <= now) {
            make(byDueTime.first(), copier);
        }
    }

    /** Nobody else got an ID in this drive meanwhile, so that all higher ones are of that copy. */
    private void removeBegunCopy() {
        DriveQuery begun = DriveQuery.search(interrupted.progress().first(), Integer.MAX_VALUE, entry -> true);
        kept.tree().list(begun).forEach(entry -> kept.remove(entry.id()));
        put(interrupted.begunAt(0));
        interrupted = null;
    }

    /** The copy of a folder is several lines of the journal, and the platform may be killed between them. */
    private void make(OpenCopy copy, Copier copier) {
        put(copy.begunAt(kept.ids().bound()));
        boolean success = true;
        try {
            copier.copy(copy.source(), copy.task().target(), copy.dueAt());
        } catch (Refusal refusal) {
            success = false;
        }
        OpenCopy copied = copy.copied(success);
        put(copied);
        if (copied.ended()) {
            end(copied);
        }
    }

    private void end(OpenCopy copy) {
        journal.forget(DriveLines.COPY, copy.id());
        while (wholeById.size() > KEPT) {
            long oldest = wholeById.pollFirstEntry().getKey();
            // its own line may still be there, if the platform was killed at its end
            journal.forget(DriveLines.COPY, oldest);
            journal.forget(DriveLines.COPY_PROGRESS, oldest);
        }
    }

    /**
     * Returns the state of a copy.
     *
     * @param id the task
     * @return 0 waiting, 1 running, 2 done, 3 failed
     * @throws Refusal if there is no such task
     */
    int status(long id) {
        OpenCopy copy = open.get(id);
        if (copy != null) {
            return copy.task().waits(kept.now()) ? WAITING : RUNNING;
        }
        Boolean whole = wholeById.get(id);
        if (whole == null) {
            throw Refusal.parameter("taskId");
        }
        return whole ? DONE : FAILED;
    }
}
