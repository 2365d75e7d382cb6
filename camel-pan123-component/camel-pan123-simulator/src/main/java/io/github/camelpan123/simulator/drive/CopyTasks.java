package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Asynchronous copies (platform/calls.md, "Copy several"). They are executed at once. The first query answers that they
 * are still running.
 */
public final class CopyTasks {
    private record Task(long uid, long id, boolean whole, boolean asked) {}

    private static final String KIND = "copy";
    private static final int RUNNING = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;
    private static final int KEPT = 10_000;

    private final Sequence ids;
    private final Journal journal;
    private final NavigableMap<Long, Task> tasks = new ConcurrentSkipListMap<>();

    /**
     * Creates a registry without tasks.
     *
     * @param journal provides the changes of earlier runs and records every change
     */
    public CopyTasks(Journal journal) {
        this.journal = journal;
        ids = new Sequence("copies", journal);
        journal.reads(KIND, Task.class, task -> tasks.put(task.id(), task));
    }

    /**
     * Records a copy.
     *
     * @param uid the account
     * @param whole whether everything could be copied
     * @return the task's ID
     */
    public long add(long uid, boolean whole) {
        Task task = new Task(uid, ids.next(), whole, false);
        put(task);
        for (Map.Entry<Long, Task> oldest = tasks.firstEntry(); tasks.size() > KEPT; oldest = tasks.firstEntry()) {
            tasks.remove(oldest.getKey());
            journal.forget(KIND, oldest.getKey());
        }
        return task.id();
    }

    private void put(Task task) {
        tasks.put(task.id(), task);
        journal.write(KIND, task.id(), task);
    }

    /**
     * Returns the state of a copy.
     *
     * @param uid the account, which must own the task
     * @param id the task
     * @return 1 running, 2 done, 3 failed
     * @throws Refusal if there is no such task
     */
    public synchronized int ask(long uid, long id) {
        Task task = tasks.get(id);
        if (task == null || task.uid() != uid) {
            throw Refusal.parameter("taskId");
        }
        if (!task.asked()) {
            put(new Task(uid, id, task.whole(), true));
            return RUNNING;
        }
        return task.whole() ? DONE : FAILED;
    }
}
