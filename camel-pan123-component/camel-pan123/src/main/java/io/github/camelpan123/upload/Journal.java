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

/** The progress of one upload, in a file that survives the process. */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final JournalState state = new JournalState();
    /** Null if nothing is recorded, or nothing any longer. */
    private JsonLinesLog log;

    /**
     * An upload that can be resumed.
     *
     * @param file the target, the content and the duplicate mode, which the session has fixed
     * @param session the session that accepts the missing slices
     * @param since when the upload began
     */
    record Resumable(NewFile file, UploadSession session, Instant since) {

        Content content() {
            return new Content(file.etag(), file.size());
        }

        /** Whether the session creates the requested file. */
        boolean makes(NewFile wanted) {
            return wanted.parentFileId() == file.parentFileId()
                    && wanted.name().equals(file.name())
                    && wanted.duplicateCode() == file.duplicateCode();
        }
    }

    private Journal(Path file) {
        this.file = file;
    }

    /** Returns a journal that is always empty and records nothing. */
    static Journal none() {
        return new Journal(null);
    }

    /**
     * Opens a journal and locks it until it is closed.
     *
     * @param format the checksums, which are valid for this upload only
     * @return empty while another process or thread has the journal open
     */
    static Optional<Journal> open(Path file, ChecksummedLine format) throws IOException {
        Journal journal = new Journal(file);
        return JsonLinesLog.exclusive(file, format, journal.state).map(log -> {
            journal.log = log;
            return journal;
        });
    }

    /** Returns the unfinished upload of this content. */
    synchronized Optional<Resumable> resumable(Content content) {
        return state.upload().filter(found -> found.content().equals(content));
    }

    /** Returns the slices that have been uploaded. */
    synchronized BitSet done() {
        return state.done();
    }

    /** Records a new session. Entries of an earlier session are deleted. */
    synchronized void begin(NewFile wanted, UploadSession session, Instant since) {
        write(() -> log.replace(List.of(JournalState.entry(new Resumable(wanted, session, since)))));
    }

    /** Records that a slice has been uploaded. */
    synchronized void done(int slice) {
        write(() -> {
            List<ObjectNode> entries = new ArrayList<>();
            entries.add(JournalState.entry(slice));
            if (state.done().isEmpty()) {
                // the session is recorded twice, so that a damaged line does not invalidate all slices
                state.upload().map(JournalState::entry).ifPresent(entries::add);
            }
            log.append(entries);
        });
    }

    /** Deletes the journal, because there is nothing left to resume. */
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

    /** Closes the journal and keeps it for the next attempt. */
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
