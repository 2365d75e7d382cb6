package io.github.camelpan123.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.JsonLinesLog;
import io.github.camelpan123.support.LogState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The progress of one upload, in a file that survives the process. */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final Ownership ownership;
    private final State state = new State();
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

    private Journal(Path file, Ownership ownership) {
        this.file = file;
        this.ownership = ownership;
    }

    /** Returns a journal that is always empty and records nothing. */
    static Journal none() {
        return new Journal(null, Ownership.UNSHARED);
    }

    /**
     * Opens a journal and locks it until it is closed.
     *
     * @param format the checksums, which are valid for this upload only
     * @return empty while another process or thread has the journal open
     */
    static Optional<Journal> open(Path file, ChecksummedLine format) throws IOException {
        return open(file, format, Ownership.UNSHARED);
    }

    private static Optional<Journal> open(Path file, ChecksummedLine format, Ownership ownership) throws IOException {
        Journal journal = new Journal(file, ownership);
        return JsonLinesLog.exclusive(file, format, journal.state).map(log -> {
            journal.log = log;
            return journal;
        });
    }

    /** Opens a journal that only its owner uses, until another node takes it over. */
    static Journal owned(Path file, ChecksummedLine format, Ownership ownership) throws IOException {
        return open(file, format, ownership)
                .orElseThrow(() -> new IOException(file + " is locked although only its owner uses it"));
    }

    /** Returns the right to continue the upload. */
    Ownership ownership() {
        return ownership;
    }

    /** Returns the unfinished upload of this content. */
    synchronized Optional<Resumable> resumable(Content content) {
        return state.upload().filter(found -> found.content().equals(content));
    }

    /** Returns the slices that have been uploaded. */
    synchronized BitSet done() {
        return state.done();
    }

    /**
     * Records a new session. Entries of an earlier session are deleted.
     *
     * @return fails if another node has taken the journal over
     */
    CompletableFuture<Void> begin(NewFile wanted, UploadSession session, Instant since) {
        return write(() -> log.replace(List.of(State.entry(new Resumable(wanted, session, since)))));
    }

    /**
     * Records that a slice has been uploaded.
     *
     * @return fails if another node has taken the journal over
     */
    CompletableFuture<Void> done(int slice) {
        return write(() -> {
            List<ObjectNode> entries = new ArrayList<>();
            entries.add(State.entry(slice));
            if (state.done().isEmpty()) {
                // the session is recorded twice, so that a damaged line does not invalidate all slices
                state.upload().map(State::entry).ifPresent(entries::add);
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
            LOG.warn("The journal {} of a finished upload cannot be deleted: {}", file, e.toString());
        }
        close();
    }

    private interface Change {
        void make() throws IOException;
    }

    private CompletableFuture<Void> write(Change change) {
        return ownership.whenSure(() -> writeNow(change));
    }

    private synchronized void writeNow(Change change) {
        if (log == null) {
            return;
        }
        ownership.requireSure();
        try {
            change.make();
        } catch (IOException e) {
            LOG.warn("The journal {} cannot be written. The upload continues without it: {}", file, e.toString());
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
            } finally {
                ownership.end();
            }
        }
    }

    /** The content of a journal: one session and the slices that have been uploaded. Not thread-safe. */
    private static final class State implements LogState {

        private static final String PARENT = "parentFileId";
        private static final String NAME = "fileName";
        private static final String MD5 = "md5";
        private static final String SIZE = "size";
        private static final String DUPLICATE = "duplicate";
        private static final String SESSION = "preuploadId";
        private static final String SLICE_SIZE = "sliceSize";
        private static final String SERVERS = "servers";
        private static final String SINCE = "since";
        private static final String SLICE = "slice";
        /** A file of the maximum size has fewer slices even with 1 MiB each. */
        private static final int MOST_SLICES = 1 << 20;

        private final BitSet done = new BitSet();
        private Resumable upload;

        static ObjectNode entry(Resumable upload) {
            NewFile file = upload.file();
            UploadSession session = upload.session();
            ObjectNode entry = ChecksummedLine.entry()
                    .put(PARENT, file.parentFileId())
                    .put(NAME, file.name())
                    .put(MD5, file.etag())
                    .put(SIZE, file.size())
                    .put(DUPLICATE, file.duplicate().name())
                    .put(SESSION, session.preuploadId())
                    .put(SLICE_SIZE, session.sliceSize())
                    .put(SINCE, upload.since().toString());
            ArrayNode servers = entry.putArray(SERVERS);
            session.servers().forEach(servers::add);
            return entry;
        }

        static ObjectNode entry(int slice) {
            return ChecksummedLine.entry().put(SLICE, slice);
        }

        private static Resumable upload(JsonNode entry) {
            long sliceSize = entry.required(SLICE_SIZE).longValue();
            if (sliceSize <= 0) {
                throw new IllegalArgumentException("No size of slices");
            }
            List<String> servers = new ArrayList<>();
            entry.required(SERVERS).forEach(server -> servers.add(server.textValue()));
            return new Resumable(
                    new NewFile(
                            entry.required(PARENT).longValue(),
                            entry.required(NAME).textValue(),
                            entry.required(MD5).textValue(),
                            entry.required(SIZE).longValue(),
                            Duplicate.valueOf(entry.required(DUPLICATE).textValue())),
                    new UploadSession(0, false, entry.required(SESSION).textValue(), sliceSize, List.copyOf(servers)),
                    Instant.parse(entry.required(SINCE).textValue()));
        }

        @Override
        public void clear() {
            done.clear();
            upload = null;
        }

        @Override
        public void apply(JsonNode entry) {
            if (entry.has(SLICE)) {
                int slice = entry.required(SLICE).intValue();
                if (slice < 0 || slice >= MOST_SLICES) {
                    throw new IllegalArgumentException("No number of a slice");
                }
                done.set(slice);
            } else {
                upload = upload(entry);
            }
        }

        @Override
        public List<ObjectNode> entries() {
            List<ObjectNode> entries = new ArrayList<>();
            if (upload != null) {
                entries.add(entry(upload));
                done().stream().mapToObj(State::entry).forEach(entries::add);
                if (entries.size() > 1) {
                    entries.add(entry(upload));
                }
            }
            return entries;
        }

        Optional<Resumable> upload() {
            return Optional.ofNullable(upload);
        }

        /** Returns the slices of the current session. Slices without a session are ignored. */
        BitSet done() {
            BitSet counted = new BitSet();
            if (upload != null) {
                int count = Slices.count(upload.file().size(), upload.session().sliceSize());
                counted.or(done);
                counted.clear(count, Math.max(count, counted.length()));
            }
            return counted;
        }
    }
}
