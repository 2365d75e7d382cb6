package io.github.camelpan123.upload;

import io.github.camelpan123.platform.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The multipart forms of uploads (reference 7.2 and 7.5): of known length, streamed from the source to the socket. */
final class UploadForms {

    private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private UploadForms() {}

    static HttpEntity slice(
            String preuploadId,
            int number,
            String md5,
            UploadSource source,
            long offset,
            long length,
            LongConsumer sent) {
        return builder()
                .addTextBody("preuploadID", preuploadId, TEXT)
                .addTextBody("sliceNo", Integer.toString(number), TEXT)
                .addTextBody("sliceMD5", md5, TEXT)
                .addPart("slice", new Part("slice", source, offset, length, sent))
                .build();
    }

    static HttpEntity single(NewFile file, UploadSource source, LongConsumer sent) {
        MultipartEntityBuilder form = builder()
                .addTextBody("parentFileID", Long.toString(file.parentFileId()), TEXT)
                .addTextBody("filename", file.name(), TEXT)
                .addTextBody("etag", file.etag(), TEXT)
                .addTextBody("size", Long.toString(file.size()), TEXT);
        if (file.duplicateCode() != 0) {
            form.addTextBody("duplicate", Integer.toString(file.duplicateCode()), TEXT);
        }
        return form.addPart("file", new Part("file", source, 0, file.size(), sent))
                .build();
    }

    private static MultipartEntityBuilder builder() {
        return MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.EXTENDED)
                .setCharset(StandardCharsets.UTF_8);
    }

    /** A part of a source as a part of a form. */
    private static final class Part extends AbstractContentBody {

        private static final int BUFFER = 64 * 1024;

        private final String name;
        private final UploadSource source;
        private final long offset;
        private final long length;
        private final LongConsumer sent;

        Part(String name, UploadSource source, long offset, long length, LongConsumer sent) {
            super(ContentType.APPLICATION_OCTET_STREAM);
            this.name = name;
            this.source = source;
            this.offset = offset;
            this.length = length;
            this.sent = sent;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
            try (InputStream in = open()) {
                long left = length;
                while (left > 0) {
                    int read = read(in, buffer, left);
                    out.write(buffer, 0, read);
                    left -= read;
                    sent.accept(read);
                }
            }
            // the form has no end yet, so the platform cannot take a content that was half one thing and half another
            source.requireUnchanged();
        }

        private InputStream open() throws SourceChangedException {
            try {
                return source.open(offset, length);
            } catch (IOException e) {
                throw new SourceChangedException("The content cannot be read any more: " + e.getMessage(), e);
            }
        }

        private static int read(InputStream in, byte[] buffer, long left) throws SourceChangedException {
            try {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new SourceChangedException("The content became shorter while it was sent", null);
                }
                return read;
            } catch (SourceChangedException e) {
                throw e;
            } catch (IOException e) {
                throw new SourceChangedException("The content cannot be read any more: " + e.getMessage(), e);
            }
        }
    }
}
