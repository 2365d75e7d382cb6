package io.github.camelpan123.simulator.drive;

import java.util.Comparator;

/** An asynchronous copy that has not ended, and how far it has come. */
record OpenCopy(CopyTask task, CopyProgress progress) {
    /** Those that are due together are in the order of their tasks. */
    static final Comparator<OpenCopy> BY_DUE_TIME =
            Comparator.comparingLong(OpenCopy::dueAt).thenComparingLong(OpenCopy::id);

    static OpenCopy of(CopyTask task) {
        return new OpenCopy(task, new CopyProgress(task.uid(), task.id(), 0, true, 0));
    }

    long id() {
        return task.id();
    }

    long source() {
        return task.sources().get(progress.done());
    }

    long dueAt() {
        return task.dueAt(progress.done());
    }

    boolean ended() {
        return progress.done() == task.sources().size();
    }

    boolean begun() {
        return progress.first() != 0;
    }

    OpenCopy at(CopyProgress now) {
        return new OpenCopy(task, now);
    }

    /** Returns it with the copy of the next source begun; with 0, not begun. */
    OpenCopy begunAt(long first) {
        return at(new CopyProgress(task.uid(), id(), progress.done(), progress.whole(), first));
    }

    OpenCopy copied(boolean success) {
        return at(new CopyProgress(task.uid(), id(), progress.done() + 1, progress.whole() && success, 0));
    }
}
