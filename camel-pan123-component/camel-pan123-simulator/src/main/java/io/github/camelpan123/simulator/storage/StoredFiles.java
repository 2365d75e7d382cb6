package io.github.camelpan123.simulator.storage;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.http.Ranges;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;

/** The contents of files for the shelves. */
public final class StoredFiles {
    private static final String TYPE = "application/octet-stream";

    private final ContentStore contents;

    /**
     * Creates the contents.
     *
     * @param contents the store of contents
     */
    public StoredFiles(ContentStore contents) {
        this.contents = contents;
    }

    Answer answer(Entry entry) {
        ContentKey content = entry.content();
        if (!contents.has(content)) {
            return Answer.plain(410, Invented.CONTENT_DROPPED);
        }
        Ranges.Source source = new Ranges.Source() {
            @Override
            public long size() {
                return content.size();
            }

            @Override
            public InputStream open(long offset) throws IOException {
                return contents.open(content, offset);
            }
        };
        return Answer.content(TYPE, source, entry.etag());
    }
}
