package io.github.camelpan123.upload;

import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.SourceChangedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Finds the content in whatever a Camel body may be. */
public final class UploadSources {

    /** Digested in about a tenth of a millisecond. */
    private static final int SHORT = 64 * 1024;

    private UploadSources() {}

    /**
     * The content of a body.
     *
     * @param body file, path, bytes, text, buffer, wrapped file, stream cache or stream
     * @param charset how text becomes bytes; asked only when there is text
     * @return null when the body is none of these, so that the caller may convert it to a stream
     * @throws IOException when there is no such file
     */
    public static UploadBody of(Object body, Supplier<Charset> charset) throws IOException {
        if (body instanceof Downloadable remote) {
            return new RemoteBody(remote);
        }
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped(wrapped, charset);
        }
        if (body instanceof File file) {
            return ready(FileSource.of(file.toPath()));
        }
        if (body instanceof Path path) {
            return ready(FileSource.of(path));
        }
        if (body instanceof byte[] bytes) {
            return ready(new BufferSource(ByteBuffer.wrap(bytes)));
        }
        if (body instanceof String text) {
            return ready(new BufferSource(ByteBuffer.wrap(text.getBytes(charset.get()))));
        }
        if (body instanceof ByteBuffer buffer) {
            return ready(new BufferSource(buffer));
        }
        if (body instanceof ByteArrayOutputStream written) {
            // what FTP consumers hold a file in that they do not stream
            return ready(new BufferSource(ByteBuffer.wrap(written.toByteArray())));
        }
        if (body instanceof StreamCache cache && cache instanceof InputStream in) {
            return new CacheBody(cache, in);
        }
        return body instanceof InputStream in ? new StreamBody(in, OptionalLong.empty()) : null;
    }

    private static UploadBody wrapped(WrappedFile<?> wrapped, Supplier<Charset> charset) throws IOException {
        if (wrapped.getFile() instanceof File file) {
            return ready(FileSource.of(file.toPath()));
        }
        // asked before the content is touched: a remote file may be opened by that
        OptionalLong length = length(wrapped);
        Object body = wrapped.getBody();
        return body instanceof InputStream in && !(body instanceof StreamCache)
                ? new StreamBody(in, length)
                : of(body, charset);
    }

    /** Camel has it on the interface only since 4.15; the classes that wrap files have always had it. */
    private static OptionalLong length(WrappedFile<?> wrapped) {
        try {
            Object length = wrapped.getClass().getMethod("getFileLength").invoke(wrapped);
            return length instanceof Number number && number.longValue() > 0
                    ? OptionalLong.of(number.longValue())
                    : OptionalLong.empty();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return OptionalLong.empty();
        }
    }

    private static UploadBody ready(UploadSource source) {
        return new Ready(source);
    }

    private record Ready(UploadSource source) implements UploadBody {

        @Override
        public OptionalLong size() {
            return OptionalLong.of(source.size());
        }

        @Override
        public boolean atHand() {
            return source instanceof BufferSource && source.size() <= SHORT;
        }

        @Override
        public UploadSource open(Spool spool) {
            return source;
        }
    }

    /**
     * @param size what the one who opened the stream says; the stream is refused when it has another length
     */
    private record StreamBody(InputStream in, OptionalLong size) implements UploadBody {

        @Override
        public boolean mayHaveBeenRead() {
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public UploadSource open(Spool spool) throws IOException {
            try (in) {
                if (size.isPresent()) {
                    spool.requireRoom(size.getAsLong());
                }
                UploadSource source = spool.write(in);
                if (size.isPresent() && source.size() != size.getAsLong()) {
                    source.close();
                    throw new SourceChangedException(
                            "The stream ended after " + source.size() + " bytes, but the file has " + size.getAsLong(),
                            null);
                }
                return source;
            }
        }
    }

    /** Opened anew for each upload, so that a redelivery reads it from its beginning. */
    private record RemoteBody(Downloadable remote) implements UploadBody {

        @Override
        public OptionalLong size() {
            return remote.size() >= 0 ? OptionalLong.of(remote.size()) : OptionalLong.empty();
        }

        @Override
        public UploadSource open(Spool spool) throws IOException {
            if (remote.size() >= 0) {
                spool.requireRoom(remote.size());
            }
            try (InputStream in = remote.open()) {
                return spool.write(in);
            }
        }
    }

    /** Can be read again by whoever comes after the upload. */
    private record CacheBody(StreamCache cache, InputStream in) implements UploadBody {

        /** It goes back to its beginning, but what it was made of may have been read. */
        @Override
        public boolean mayHaveBeenRead() {
            return true;
        }

        @Override
        public OptionalLong size() {
            return cache.length() > 0 ? OptionalLong.of(cache.length()) : OptionalLong.empty();
        }

        @Override
        public UploadSource open(Spool spool) throws IOException {
            cache.reset();
            try {
                return spool.write(in);
            } finally {
                cache.reset();
            }
        }
    }
}
