package io.github.camelpan123.upload;

import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.EmptyStreamException;
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

/** Determines the content of a Camel body. */
public final class UploadBodies {

    /** The maximum size in bytes of a short content, which is digested in about a tenth of a millisecond. */
    private static final int SHORT = 64 * 1024;

    private UploadBodies() {}

    /**
     * Returns the content of a body.
     *
     * @param body a file, path, byte array, text, buffer, wrapped file, stream cache or stream
     * @param charset the charset of a text; requested for text only
     * @return null if the body has another type, so that the caller can convert it to a stream
     * @throws IOException if the file does not exist
     */
    public static UploadBody of(Object body, Supplier<Charset> charset) throws IOException {
        if (body instanceof Downloadable remote) {
            return new RemoteBody(remote);
        }
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped(wrapped, charset);
        }
        if (body instanceof File file) {
            return ready(UploadSource.OfFile.of(file.toPath()));
        }
        if (body instanceof Path path) {
            return ready(UploadSource.OfFile.of(path));
        }
        if (body instanceof byte[] bytes) {
            return ready(new UploadSource.InMemory(ByteBuffer.wrap(bytes)));
        }
        if (body instanceof String text) {
            return ready(new UploadSource.InMemory(ByteBuffer.wrap(text.getBytes(charset.get()))));
        }
        if (body instanceof ByteBuffer buffer) {
            return ready(new UploadSource.InMemory(buffer));
        }
        if (body instanceof ByteArrayOutputStream written) {
            // used by FTP consumers for files that they do not stream
            return ready(new UploadSource.InMemory(ByteBuffer.wrap(written.toByteArray())));
        }
        if (body instanceof StreamCache cache && cache instanceof InputStream in) {
            return new CacheBody(cache, in);
        }
        return body instanceof InputStream in ? new StreamBody(in, OptionalLong.empty()) : null;
    }

    private static UploadBody wrapped(WrappedFile<?> wrapped, Supplier<Charset> charset) throws IOException {
        if (wrapped.getFile() instanceof File file) {
            return ready(UploadSource.OfFile.of(file.toPath()));
        }
        // read before the body, because reading the body may open a remote file
        OptionalLong length = length(wrapped);
        Object body = wrapped.getBody();
        return body instanceof InputStream in && !(body instanceof StreamCache)
                ? new StreamBody(in, length)
                : of(body, charset);
    }

    /**
     * Returns the length. The interface has this method only since Camel 4.15, but the implementing classes have always
     * had it.
     */
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

    /**
     * Returns a body that is rejected if it may have been read before and has no bytes. A stream that was read before,
     * for example by a logger or by a failed attempt, looks like an empty one. Storing it would lose the content.
     *
     * @param expected the expected length; 0 for an intentionally empty file
     * @param body the content
     */
    public static UploadBody refusedWhenEmpty(OptionalLong expected, UploadBody body) {
        boolean empty = expected.isPresent() && expected.getAsLong() == 0;
        return empty || !body.mayHaveBeenRead() ? body : new RefusedWhenEmpty(body);
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
            return source instanceof UploadSource.InMemory && source.size() <= SHORT;
        }

        @Override
        public UploadSource open(Spool spool) {
            return source;
        }
    }

    /** @param size the length according to the owner of the stream; a stream of another length is rejected */
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
            // a stream that is refused before its first byte stays open, so that somebody else can read it
            Spool.SpoolFile file = spool.create(size);
            try (in) {
                UploadSource source = file.write(in);
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

    /** Content on the platform. It is opened for each upload, so that a redelivery reads it from its beginning. */
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

    /** A stream cache, which is reset after the upload so that later steps can read it. */
    private record CacheBody(StreamCache cache, InputStream in) implements UploadBody {

        /** Returns true. The cache can be reset, but its source may have been read before. */
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

    private record RefusedWhenEmpty(UploadBody body) implements UploadBody {

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
}
