package io.github.camelpan123.consumer;

import io.github.camelpan123.api.FileEntry;
import java.util.concurrent.atomic.AtomicReference;

/** A pending after-read action of a file. */
final class PendingAction {

    /** The after-read action. */
    enum Act {
        TRASH,
        DELETE,
        MOVE,
        MOVE_FAILED
    }

    enum State {
        /** The action waits for an attempt. */
        PENDING,
        /** The action is queued or running. */
        TAKEN,
        /** The action succeeded, or must not be tried again. */
        OVER
    }

    private final FileEntry entry;
    private final Act act;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
    private volatile boolean trashed;

    PendingAction(FileEntry entry, Act act) {
        this.entry = entry;
        this.act = act;
        this.trashed = entry.trashed();
    }

    FileEntry entry() {
        return entry;
    }

    Act act() {
        return act;
    }

    long id() {
        return entry.fileId();
    }

    State state() {
        return state.get();
    }

    /** Takes the action to queue or run it. Returns false if that is done already, or if the action is over. */
    boolean take() {
        return state.compareAndSet(State.PENDING, State.TAKEN);
    }

    /** Ends a failed attempt, so that the action can be taken again. */
    void giveBack() {
        end(State.PENDING);
    }

    /** Ends the action. A poll that found it before must not take it again. */
    void end() {
        end(State.OVER);
    }

    private void end(State next) {
        if (!state.compareAndSet(State.TAKEN, next)) {
            throw new IllegalStateException("The action of file " + this + " was not taken but is " + state.get());
        }
    }

    /**
     * For {@link Act#DELETE}: whether the file is in the recycle bin. The platform deletes only files that are there.
     */
    boolean isTrashed() {
        return trashed;
    }

    /** Records that the file is in the recycle bin now. */
    void trashed() {
        trashed = true;
    }

    @Override
    public String toString() {
        return entry.fileId() + " " + entry.name();
    }
}
