package io.github.camelpan123.upload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.JsonLinesLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one upload has come, in a file that outlives the process. */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final JournalState state = new JournalState();
    /** Null when nothing is noted, or nothing any more. */
    private JsonLinesLog log;

    /**
     * An upload that can go on.
     *
     * @param file what was sent, and all that its session has fixed
     * @param session takes the missing slices
     * @param since when it began
     */
    record Resumable(NewFile file, UploadSession session, Instant since) {

        Content content() {
            return new Content(file.etag(), file.size());
        }

        /** Whether the session makes of its slices what is asked for now. */
        boolean makes(NewFile wanted) {
            return wanted.parentFileId() == file.parentFileId()
                    && wanted.name().equals(file.name())
                    && wanted.duplicateCode() == file.duplicateCode();
        }
    }

    private Journal(Path file) {
        this.file = file;
    }

    /** Notes nothing and knows nothing. */
    static Journal none() {
        return new Journal(null);
    }

    /**
     * Opens a journal, and keeps others out until it is closed.
     *
     * @param format its checksums fit this upload only
     * @return empty while somebody else has it open
     */
    static Optional<Journal> open(Path file, ChecksummedLine format) throws IOException {
        Journal journal = new Journal(file);
        return JsonLinesLog.exclusive(file, format, journal.state).map(log -> {
            journal.log = log;
            return journal;
        });
    }

    /** The upload of this content that was begun before. */
    synchronized Optional<Resumable> resumable(Content content) {
        return state.upload().filter(found -> found.content().equals(content));
    }

    /** The slices that have arrived. */
    synchronized BitSet done() {
        return state.done();
    }

    /** A session has been opened; what was noted of another one is forgotten. */
    synchronized void begin(NewFile wanted, UploadSession session, Instant since) {
        write(() -> log.replace(List.of(JournalState.entry(new Resumable(wanted, session, since)))));
    }

    /** A slice has arrived. */
    synchronized void done(int slice) {
        write(() -> {
            List<ObjectNode> entries = new ArrayList<>();
            entries.add(JournalState.entry(slice));
            if (state.done().isEmpty()) {
                // once more, so that a damaged line does not cost all slices
                state.upload().map(JournalState::entry).ifPresent(entries::add);
            }
            log.append(entries);
        });
    }

    /** There is nothing to go on with any more. */
    synchronized void drop() {
        if (log == null) {
            return;
        }
        try {
            log.delete();
        } catch (IOException e) {
            LOG.warn("The journal {} of an upload that is over cannot be deleted: {}", file, e.toString());
        }
        close();
    }

    private interface Change {
        void make() throws IOException;
    }

    private void write(Change change) {
        if (log == null) {
            return;
        }
        try {
            change.make();
        } catch (IOException e) {
            LOG.warn("The journal {} cannot be written; the upload goes on without: {}", file, e.toString());
            drop();
        }
    }

    /** Leaves it for the next attempt. */
    @Override
    public synchronized void close() {
        if (log != null) {
            try (JsonLinesLog closing = log) {
                log = null;
                if (state.upload().isEmpty()) {
                    closing.delete();
                }
            } catch (IOException e) {
                LOG.debug("The journal {} was not closed properly", file, e);
            }
        }
    }
}
