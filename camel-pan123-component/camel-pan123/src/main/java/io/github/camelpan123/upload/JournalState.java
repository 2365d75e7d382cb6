package io.github.camelpan123.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.LogState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The content of a journal: one session and the slices that have been uploaded. Not thread-safe. */
final class JournalState implements LogState {

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
    private Journal.Resumable upload;

    static ObjectNode entry(Journal.Resumable upload) {
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

    private static Journal.Resumable upload(JsonNode entry) {
        long sliceSize = entry.required(SLICE_SIZE).longValue();
        if (sliceSize <= 0) {
            throw new IllegalArgumentException("No size of slices");
        }
        List<String> servers = new ArrayList<>();
        entry.required(SERVERS).forEach(server -> servers.add(server.textValue()));
        return new Journal.Resumable(
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
            done().stream().mapToObj(JournalState::entry).forEach(entries::add);
            if (entries.size() > 1) {
                entries.add(entry(upload));
            }
        }
        return entries;
    }

    Optional<Journal.Resumable> upload() {
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
