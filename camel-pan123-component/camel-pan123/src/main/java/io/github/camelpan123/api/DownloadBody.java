package io.github.camelpan123.api;

import java.io.InputStream;
import org.apache.camel.WrappedFile;

/**
 * Content of the platform as the body of a message. It is downloaded when Camel converts it to a stream, bytes or text.
 * Because it is a {@link WrappedFile}, Camel logs a placeholder instead of the body and does not cache it.
 */
public class DownloadBody implements WrappedFile<Downloadable>, Downloadable {

    private final Downloadable content;

    /** @param content the content to read */
    public DownloadBody(Downloadable content) {
        this.content = content;
    }

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream open() {
        return content.open();
    }

    /** Returns the content itself, for components that unwrap it. Camel converts it in the same way as the body. */
    @Override
    public Downloadable getFile() {
        return content;
    }

    /**
     * Returns the content as a channel that opens it at the first read. Camel's tokenizers read a channel. Camel's
     * stream caching, which would copy a stream, ignores a channel.
     */
    @Override
    public Object getBody() {
        return new DownloadChannel(content);
    }

    /** Returns the length in bytes; 0 if only the server knows it, as elsewhere in Camel. */
    @Override
    public long getFileLength() {
        return Math.max(0, content.size());
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
