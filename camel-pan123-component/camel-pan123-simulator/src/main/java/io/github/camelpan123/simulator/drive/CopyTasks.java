package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Asynchronous copies (platform/calls.md, "Copy several"). No thread makes them: those that are due by the clock are made
 * before anything looks at the drive, so that a test that moves the clock sees each state.
 */
public final class CopyTasks {
    private static final String KIND = "copyTask";
    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;
    private static final int KEPT = 10_000;

    private final Sequence ids;
    private final Journal journal;
    private final TimeSource time;
    private final long millis;
    private final NavigableMap<Long, CopyTask> tasks = new ConcurrentSkipListMap<>();
    private final NavigableSet<Long> unfinished = new ConcurrentSkipListSet<>();

    /**
     * Creates a registry without tasks.
     *
     * @param journal provides the changes of earlier runs and records every change
     * @param time the clock
     * @param length from the begin of a task to its end
     */
    public CopyTasks(Journal journal, TimeSource time, Duration length) {
        this.journal = journal;
        this.time = time;
        millis = length.toMillis();
        ids = new Sequence("copies", journal);
        journal.reads(KIND, CopyTask.class, this::know);
    }

    private void know(CopyTask task) {
        tasks.put(task.id(), task);
        if (task.ended()) {
            unfinished.remove(task.id());
        } else {
            unfinished.add(task.id());
        }
    }

    private void put(CopyTask task) {
        know(task);
        journal.write(KIND, task.id(), task);
    }

    /**
     * Begins a copy.
     *
     * @param uid the account
     * @param sources the entries
     * @param target the folder
     * @return the task's ID
     */
    public synchronized long add(long uid, List<Long> sources, long target) {
        CopyTask task = new CopyTask(
                uid, ids.next(), List.copyOf(sources), sources.size(), target, time.millis(), millis, true);
        put(task);
        while (tasks.size() > KEPT) {
            long oldest = tasks.firstKey();
            tasks.remove(oldest);
            unfinished.remove(oldest);
            journal.forget(KIND, oldest);
        }
        return task.id();
    }

    /**
     * Makes the copies of an account that are due.
     *
     * @param uid the account
     * @param drive its drive
     */
    public void catchUp(long uid, Drive drive) {
        if (unfinished.isEmpty()) {
            return;
        }
        synchronized (this) {
            for (long id : unfinished) {
                CopyTask task = tasks.get(id);
                List<Long> due = task.uid() == uid ? task.due(time.millis()) : List.of();
                if (!due.isEmpty()) {
                    put(task.copied(due.size(), copyEach(drive, due, task.target())));
                }
            }
        }
    }

    private static boolean copyEach(Drive drive, List<Long> sources, long target) {
        boolean all = true;
        for (long source : sources) {
            try {
                drive.copy(source, target);
            } catch (Refusal refusal) {
                all = false;
            }
        }
        return all;
    }

    /**
     * Returns the state of a copy.
     *
     * @param uid the account, which must own the task
     * @param drive its drive
     * @param id the task
     * @return 0 waiting, 1 running, 2 done, 3 failed
     * @throws Refusal if there is no such task
     */
    public int status(long uid, Drive drive, long id) {
        catchUp(uid, drive);
        CopyTask task = tasks.get(id);
        if (task == null || task.uid() != uid) {
            throw Refusal.parameter("taskId");
        }
        if (task.ended()) {
            return task.whole() ? DONE : FAILED;
        }
        return task.waits(time.millis()) ? WAITING : RUNNING;
    }
}
