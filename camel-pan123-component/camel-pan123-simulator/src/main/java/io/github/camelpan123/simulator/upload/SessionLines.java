package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.drive.Area;
import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import io.github.camelpan123.simulator.store.Journal;
import java.util.Map;
import java.util.function.Function;

/** The lines of the journal for unfinished uploads, so that a client can resume an upload after a restart. */
final class SessionLines {
    /** The upload has not ended. */
    static final long OPEN = 0;
    /** The upload has ended without a file. */
    static final long FAILED = -1;

    private record Opened(
            String id,
            Area area,
            long parent,
            String name,
            int duplicate,
            ContentKey content,
            int sliceSize,
            long createdAt,
            boolean kept,
            long end) {}

    private record Arrived(String id, Slice slice) {}

    private static final String SESSION = "upload";
    private static final String SLICE = "slice";

    private final Journal journal;

    SessionLines(Journal journal) {
        this.journal = journal;
    }

    /** Restores the sessions of earlier runs when the journal is opened. */
    void restoreInto(Map<String, UploadSession> sessions, ContentStore contents, Function<Area, Drive> drives) {
        journal.reads(SESSION, Opened.class, line -> {
            Destination destination =
                    new Destination(drives.apply(line.area()), line.parent(), line.name(), line.duplicate());
            UploadSession session = new UploadSession(
                    line.id(),
                    destination,
                    line.content(),
                    line.sliceSize(),
                    line.createdAt(),
                    line.kept() ? contents.part(line.id()) : null,
                    this);
            session.restoreEnd(line.end());
            sessions.put(line.id(), session);
        });
        journal.reads(SLICE, Arrived.class, line -> {
            UploadSession session = sessions.get(line.id());
            if (session != null) {
                session.restore(line.slice());
            }
        });
    }

    void put(UploadSession session, long end) {
        Destination destination = session.destination();
        journal.write(
                SESSION,
                session.id(),
                new Opened(
                        session.id(),
                        destination.drive().area(),
                        destination.parent(),
                        destination.name(),
                        destination.duplicate(),
                        session.content(),
                        session.sliceSize(),
                        session.createdAt(),
                        session.file() != null,
                        end));
        if (end != OPEN) {
            forgetSlices(session);
        }
    }

    void put(UploadSession session, Slice slice) {
        journal.write(SLICE, key(session, slice.number()), new Arrived(session.id(), slice));
    }

    void forget(UploadSession session, int number) {
        journal.forget(SLICE, key(session, number));
    }

    void forget(UploadSession session) {
        journal.forget(SESSION, session.id());
        forgetSlices(session);
    }

    private void forgetSlices(UploadSession session) {
        for (Slice slice : session.slices()) {
            forget(session, slice.number());
        }
    }

    private static String key(UploadSession session, int number) {
        return session.id() + '/' + number;
    }
}
