package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operation led to: a body, or none where the message keeps its own, and headers beside it. */
public final class OperationResult {

    private static final Object KEEP = new Object();

    private final Object body;
    private final Map<ResultHeader, Object> headers = new EnumMap<>(ResultHeader.class);
    private String contentName;

    private OperationResult(Object body) {
        this.body = body;
    }

    static OperationResult of(Object body) {
        return new OperationResult(body);
    }

    /**
     * The message keeps its body: the operation has nothing to say but that it worked.
     *
     * @param ids of what was worked on; told when it is one
     */
    static OperationResult unchanged(List<Long> ids) {
        OperationResult result = new OperationResult(KEEP);
        return ids.size() == 1 ? result.with(ResultHeader.FILE_ID, ids.get(0)) : result;
    }

    OperationResult with(ResultHeader header, Object value) {
        headers.put(header, value);
        return this;
    }

    /** The relative path that the content in the body is stored under, when it is not its name. */
    OperationResult storedAs(String path) {
        this.contentName = path;
        return this;
    }

    static OperationResult ofEntry(FileEntry entry) {
        return of(entry)
                .with(ResultHeader.FILE_ID, entry.fileId())
                .with(ResultHeader.PARENT_FILE_ID, entry.parentFileId())
                .with(ResultHeader.FILE_NAME, entry.name())
                .with(ResultHeader.SIZE, entry.size())
                .with(ResultHeader.ETAG, entry.etag());
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
    public Map<ResultHeader, Object> headers() {
        return headers;
    }

    /** The relative path to store the content in the body under, safe to be a local one; empty when it has no name. */
    public Optional<String> contentName() {
        return Optional.ofNullable(contentName)
                .or(() -> Optional.ofNullable((String) headers.get(ResultHeader.FILE_NAME))
                        .map(FileName::safe));
    }
}
