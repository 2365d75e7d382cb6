package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of an operation: headers and, unless the message keeps its body, a body. */
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
     * Returns a result that keeps the body of the message.
     *
     * @param ids the IDs of the files; a single ID is set as a header
     */
    static OperationResult unchanged(List<Long> ids) {
        OperationResult result = new OperationResult(KEEP);
        return ids.size() == 1 ? result.with(ResultHeader.FILE_ID, ids.get(0)) : result;
    }

    OperationResult with(ResultHeader header, Object value) {
        headers.put(header, value);
        return this;
    }

    /** Sets the relative path for storing the content in the body, if it differs from the name. */
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

    /** Returns the new body; valid only if there is one. */
    public Object body() {
        return body;
    }

    /** Returns the headers. */
    public Map<ResultHeader, Object> headers() {
        return headers;
    }

    /** Returns the relative path for storing the content, which is safe as a local path; empty if it has no name. */
    public Optional<String> contentName() {
        return Optional.ofNullable(contentName)
                .or(() -> Optional.ofNullable((String) headers.get(ResultHeader.FILE_NAME))
                        .map(FileName::safe));
    }
}
