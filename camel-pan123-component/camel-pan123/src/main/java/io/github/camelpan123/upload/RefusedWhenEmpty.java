package io.github.camelpan123.upload;

import io.github.camelpan123.api.EmptyStreamException;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A body that is refused when it turns out to have no bytes: a stream that was read before, by a log or by the try that
 * a redelivery repeats, looks like an empty one, and storing it would lose the content.
 */
public final class RefusedWhenEmpty implements UploadBody {

    private final UploadBody body;

    private RefusedWhenEmpty(UploadBody body) {
        this.body = body;
    }

    /**
     * Refuses a body that may have been read before when it has no bytes.
     *
     * @param expected the length that the content is said to have; 0 for an empty file on purpose
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
