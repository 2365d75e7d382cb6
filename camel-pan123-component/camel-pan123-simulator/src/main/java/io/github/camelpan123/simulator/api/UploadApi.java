package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.upload.Destination;
import io.github.camelpan123.simulator.upload.UploadSession;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The calls of upload V2 that are served by the main host. */
public final class UploadApi implements Group {
    private record Created(long fileID, boolean reuse, String preuploadID, int sliceSize, List<String> servers) {}

    private record Completed(boolean completed, long fileID) {}

    private record Reused(long fileID, boolean reuse) {}

    private final Uploads uploads;
    private final Supplier<List<String>> servers;
    private final boolean serversNamedHttp;
    private final boolean notYetByCode;

    /**
     * Creates the group.
     *
     * @param uploads the unfinished uploads
     * @param servers the URLs of the upload hosts
     * @param serversNamedHttp whether a creation names them with http, although they use HTTPS
     * @param notYetByCode true to answer 20103 while an upload is verified, false to answer {@code completed:false}
     */
    public UploadApi(Uploads uploads, Supplier<List<String>> servers, boolean serversNamedHttp, boolean notYetByCode) {
        this.uploads = uploads;
        this.servers = servers;
        this.serversNamedHttp = serversNamedHttp;
        this.notYetByCode = notYetByCode;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form sha1 = Form.in(Place.BODY)
                .needs("parentFileID", Kind.NUMBER)
                .needs("filename", Kind.TEXT)
                .needs("sha1", Kind.TEXT)
                .needs("size", Kind.NUMBER)
                .takes("duplicate", Kind.NUMBER);
        return List.of(
                Endpoint.write("POST", "/upload/v2/file/create", UploadForms.create(Place.BODY), this::create),
                Endpoint.read("POST", "/upload/v2/file/upload_complete", UploadForms.session(), this::complete),
                Endpoint.read("GET", "/upload/v2/file/domain", Form.in(Place.NOWHERE), call -> servers.get()),
                Endpoint.write("POST", "/upload/v2/file/sha1_reuse", sha1, this::sha1Reuse));
    }

    private Object create(Call call) {
        ContentKey content = UploadForms.content(call.args(), call.strict(), Documented.FILE_LIMIT);
        Destination destination = UploadForms.destination(call, call.args());
        Entry entry = uploads.reuse(destination, content);
        if (entry != null) {
            return new Created(entry.id(), true, "", 0, List.of());
        }
        UploadSession session = uploads.open(destination, content);
        return new Created(0, false, session.id(), session.sliceSize(), named());
    }

    private List<String> named() {
        return serversNamedHttp
                ? servers.get().stream()
                        .map(url -> url.replaceFirst("^https:", "http:"))
                        .toList()
                : servers.get();
    }

    private Object complete(Call call) throws IOException {
        UploadSession session =
                uploads.require(call.account().uid(), call.args().text("preuploadID"));
        long id = uploads.complete(session);
        if (id == Uploads.NOT_YET && notYetByCode) {
            throw new Refusal(Documented.STILL_VERIFYING, Documented.STILL_VERIFYING_TEXT);
        }
        return new Completed(id != Uploads.NOT_YET, id);
    }

    private Object sha1Reuse(Call call) throws IOException {
        String sha1 = UploadForms.digest(call.args().text("sha1"), 40, call.strict(), "sha1");
        long size = UploadForms.size(call.args(), Documented.FILE_LIMIT);
        Destination destination = UploadForms.destination(call, call.args());
        ContentKey content = uploads.bySha1(sha1, size);
        Entry entry = content == null ? null : uploads.reuse(destination, content);
        return new Reused(entry == null ? 0 : entry.id(), entry != null);
    }
}
