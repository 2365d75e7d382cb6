package io.github.camelpan123.operation;

import io.github.camelpan123.platform.FileEntry;
import java.util.EnumMap;
import java.util.Map;

/** What an operation led to: a body, or none where the message keeps its own, and facts beside it. */
public final class OperationResult {

    private static final Object KEEP = new Object();

    private final Object body;
    private final Map<Fact, Object> facts = new EnumMap<>(Fact.class);

    private OperationResult(Object body) {
        this.body = body;
    }

    static OperationResult of(Object body) {
        return new OperationResult(body);
    }

    /** The message keeps its body: the operation has nothing to say but that it worked. */
    static OperationResult unchanged() {
        return new OperationResult(KEEP);
    }

    OperationResult with(Fact fact, Object value) {
        facts.put(fact, value);
        return this;
    }

    static OperationResult ofEntry(FileEntry entry) {
        return of(entry)
                .with(Fact.FILE_ID, entry.fileId())
                .with(Fact.PARENT_FILE_ID, entry.parentFileId())
                .with(Fact.FILE_NAME, entry.name())
                .with(Fact.SIZE, entry.size())
                .with(Fact.ETAG, entry.etag());
    }

    /** Whether the message gets a new body. */
    public boolean hasBody() {
        return body != KEEP;
    }

    /** The new body; only when there is one. */
    public Object body() {
        return body;
    }

    /** What else is known. */
    public Map<Fact, Object> facts() {
        return facts;
    }
}
