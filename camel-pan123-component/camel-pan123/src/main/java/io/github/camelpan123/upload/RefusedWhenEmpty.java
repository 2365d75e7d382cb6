package io.github.camelpan123.upload;

import io.github.camelpan123.api.EmptyStreamException;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A body that is rejected if it has no bytes. A stream that was read before, for example by a logger or by a failed
 * attempt, looks like an empty one. Storing it would lose the content.
 */
public final class RefusedWhenEmpty implements UploadBody {

    private final UploadBody body;

    private RefusedWhenEmpty(UploadBody body) {
        this.body = body;
    }

    /**
     * Rejects the body if it may have been read before and has no bytes.
     *
     * @param expected the expected length; 0 for an intentionally empty file
     * @param body the content
     */
    public static UploadBody unless(OptionalLong expected, UploadBody body) {
        boolean empty = expected.isPresent() && expected.getAsLong() == 0;
        return empty || !body.mayHaveBeenRead() ? body : new RefusedWhenEmpty(body);
    }

    @Override
    public OptionalLong size() {
        return body.size();
    }

    @Override
    public boolean atHand() {
        return body.atHand();
    }

    @Override
    public boolean mayHaveBeenRead() {
        return true;
    }

    @Override
    public UploadSource open(Spool spool) throws IOException {
        UploadSource source = body.open(spool);
        if (source.size() > 0) {
            return source;
        }
        source.close();
        throw new EmptyStreamException();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
