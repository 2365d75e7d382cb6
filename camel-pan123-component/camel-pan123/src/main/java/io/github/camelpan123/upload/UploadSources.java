package io.github.camelpan123.upload;

import io.github.camelpan123.platform.UploadCalls;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Makes a source of whatever a Camel body may be. */
public final class UploadSources {

    private UploadSources() {}

    /**
     * The content of a body.
     *
     * @param body file, path, bytes, text (sent as UTF-8), buffer, wrapped file, stream cache or stream
     * @return null when the body is none of these, so that the caller may convert it to a stream
     * @throws IOException when the content cannot be read or held
     */
    public static UploadSource of(Object body) throws IOException {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file ? FileSource.of(file.toPath()) : of(wrapped.getBody());
        }
        if (body instanceof File file) {
            return FileSource.of(file.toPath());
        }
        if (body instanceof Path path) {
            return FileSource.of(path);
        }
        if (body instanceof byte[] bytes) {
            return new BytesSource(bytes);
        }
        if (body instanceof String text) {
            return new BytesSource(text.getBytes(StandardCharsets.UTF_8));
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new BytesSource(bytes);
        }
        if (body instanceof StreamCache cache && cache instanceof InputStream in) {
            cache.reset();
            return Spool.write(in, UploadCalls.LARGEST);
        }
        return body instanceof InputStream in ? Spool.write(in, UploadCalls.LARGEST) : null;
    }
}
