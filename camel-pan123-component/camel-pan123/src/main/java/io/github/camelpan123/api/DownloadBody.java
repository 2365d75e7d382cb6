package io.github.camelpan123.api;

import java.io.InputStream;
import org.apache.camel.WrappedFile;

/**
 * Content of the platform as the body of a message. Nothing is downloaded before Camel converts it to a stream, bytes
 * or text. As it is a {@link WrappedFile}, Camel shows a placeholder where it shows bodies, and does not cache it.
 */
public class DownloadBody implements WrappedFile<Downloadable>, Downloadable {

    private final Downloadable content;

    /** @param content what is read */
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

    /** The content without its wrapping, for components that take it off; Camel converts it as it does the body. */
    @Override
    public Downloadable getFile() {
        return content;
    }

    /**
     * The content as a channel, which opens it when it is read. Camel's tokenizers read that, and its stream caching
     * passes it over, which would copy a stream.
     */
    @Override
    public Object getBody() {
        return new DownloadChannel(content);
    }

    /** Bytes; 0 when only the server knows, as elsewhere in Camel. */
    @Override
    public long getFileLength() {
        return Math.max(0, content.size());
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
