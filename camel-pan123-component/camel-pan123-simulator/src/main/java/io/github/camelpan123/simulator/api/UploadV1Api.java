package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.upload.Destination;
import io.github.camelpan123.simulator.upload.Slice;
import io.github.camelpan123.simulator.upload.UploadSession;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Upload V1 (platform/calls.md, "Upload V1"): slices are sent to presigned URLs, and the completion may be
 * asynchronous.
 */
public final class UploadV1Api implements Group {
    private record Created(long fileID, boolean reuse, String preuploadID, int sliceSize) {}

    private record Presigned(String presignedURL, boolean isMultipart) {}

    private record Part(String partNumber, long size, String etag) {}

    private record Parts(List<Part> parts) {}

    private record Ended(boolean async, boolean completed, long fileID) {}

    private record Result(boolean completed, long fileID) {}

    private final Uploads uploads;
    private final Links links;

    /**
     * Creates the group.
     *
     * @param uploads the unfinished uploads
     * @param links creates presigned URLs
     */
    public UploadV1Api(Uploads uploads, Links links) {
        this.uploads = uploads;
        this.links = links;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form url = Form.in(Place.BODY).needs("preuploadID", Kind.TEXT).needs("sliceNo", Kind.NUMBER);
        return List.of(
                Endpoint.write("POST", "/upload/v1/file/create", UploadForms.create(Place.BODY), this::create),
                Endpoint.read("POST", "/upload/v1/file/get_upload_url", url, this::url),
                Endpoint.read("POST", "/upload/v1/file/list_upload_parts", UploadForms.session(), this::parts),
                Endpoint.read("POST", "/upload/v1/file/upload_complete", UploadForms.session(), this::complete),
                Endpoint.read("POST", "/upload/v1/file/upload_async_result", UploadForms.session(), this::result));
    }

    private Object create(Call call) {
        ContentKey content = UploadForms.content(call.args(), call.strict(), Documented.FILE_LIMIT);
        Destination destination = UploadForms.destination(call, call.args());
        Entry entry = uploads.reuse(destination, content);
        if (entry != null) {
            return new Created(entry.id(), true, "", 0);
        }
        UploadSession session = uploads.open(destination, content);
        return new Created(0, false, session.id(), session.sliceSize());
    }

    private UploadSession session(Call call) {
        return uploads.require(call.account().uid(), call.args().text("preuploadID"));
    }

    private Object url(Call call) {
        UploadSession session = session(call);
        long number = call.args().number("sliceNo");
        if (number < 1 || number > session.sliceCount()) {
            throw Refusal.failed(Invented.SLICE_SIZE_TEXT);
        }
        String path = "/put/" + call.account().uid() + "/" + session.id() + "/" + number;
        String url = links.host() + path + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + links.permit(path);
        return new Presigned(url, session.sliceCount() > 1);
    }

    private Object parts(Call call) {
        UploadSession session = session(call);
        List<Part> parts = new ArrayList<>();
        if (session.fillsSlice()) {
            for (Slice slice : session.slices()) {
                parts.add(new Part(Integer.toString(slice.number()), slice.size(), slice.md5()));
            }
        }
        return new Parts(parts);
    }

    private Object complete(Call call) throws IOException {
        long id = uploads.complete(session(call));
        boolean async = id == Uploads.NOT_YET;
        return new Ended(async, !async, id);
    }

    private Object result(Call call) throws IOException {
        UploadSession session = session(call);
        if (!session.ended()) {
            throw Refusal.failed(Invented.SLICES_MISSING_TEXT);
        }
        long id = uploads.complete(session);
        return new Result(id != Uploads.NOT_YET, id);
    }
}
