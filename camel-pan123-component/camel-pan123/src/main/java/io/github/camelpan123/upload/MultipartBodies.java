package io.github.camelpan123.upload;

import io.github.camelpan123.api.NewFile;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The multipart forms of uploads (platform/calls.md, "Send a slice" and "Single-step upload"). */
final class MultipartBodies {

    private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private MultipartBodies() {}

    /** @param sent see {@link UploadPart} */
    static HttpEntity slice(
            String preuploadId,
            int number,
            String md5,
            UploadSource source,
            long offset,
            long length,
            LongConsumer sent) {
        return MultipartEntityBuilder.create()
                .addTextBody("preuploadID", preuploadId, TEXT)
                .addTextBody("sliceNo", Integer.toString(number), TEXT)
                .addTextBody("sliceMD5", md5, TEXT)
                .addPart("slice", new UploadPart("slice", source, offset, length, sent))
                .build();
    }

    /** @param sent see {@link UploadPart} */
    static HttpEntity single(NewFile file, UploadSource source, LongConsumer sent) {
        MultipartEntityBuilder form = MultipartEntityBuilder.create()
                .addTextBody("parentFileID", Long.toString(file.parentFileId()), TEXT)
                .addTextBody("filename", file.name(), TEXT)
                .addTextBody("etag", file.etag(), TEXT)
                .addTextBody("size", Long.toString(file.size()), TEXT);
        if (file.duplicateCode() != 0) {
            form.addTextBody("duplicate", Integer.toString(file.duplicateCode()), TEXT);
        }
        return form.addPart("file", new UploadPart("file", source, 0, file.size(), sent))
                .build();
    }
}
