package io.github.camelpan123.upload;

import io.github.camelpan123.api.NewFile;
import java.util.function.LongConsumer;
import org.apache.hc.core5.http.HttpEntity;

/** Creates the multipart forms of uploads (platform/calls.md, "Send a slice" and "Single-step upload"). */
final class MultipartBodies {

    private MultipartBodies() {}

    static HttpEntity slice(
            String preuploadId,
            int number,
            String md5,
            UploadSource source,
            long offset,
            long length,
            LongConsumer sent) {
        return new MultipartHead()
                .field("preuploadID", preuploadId)
                .field("sliceNo", Integer.toString(number))
                .field("sliceMD5", md5)
                .file("slice", new MultipartEntity.Part(source, offset, length, sent));
    }

    static HttpEntity single(NewFile file, UploadSource source, LongConsumer sent) {
        MultipartHead head = new MultipartHead()
                .field("parentFileID", Long.toString(file.parentFileId()))
                .field("filename", file.name())
                .field("etag", file.etag())
                .field("size", Long.toString(file.size()));
        if (file.duplicateCode() != 0) {
            head.field("duplicate", Integer.toString(file.duplicateCode()));
        }
        return head.file("file", new MultipartEntity.Part(source, 0, file.size(), sent));
    }
}
