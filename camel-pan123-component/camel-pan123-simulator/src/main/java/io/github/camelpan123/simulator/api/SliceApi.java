package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.http.PartSink;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.upload.Destination;
import io.github.camelpan123.simulator.upload.Slice;
import io.github.camelpan123.simulator.upload.SliceSink;
import io.github.camelpan123.simulator.upload.Spool;
import io.github.camelpan123.simulator.upload.UploadSession;
import io.github.camelpan123.simulator.upload.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The calls of upload V2 that are served by the upload hosts and carry content (platform/calls.md, "Send a slice" and
 * "Single-step upload").
 */
public final class SliceApi implements Group {
    private record Uploaded(long fileID, boolean completed) {}

    private final Uploads uploads;
    private final FigureBook figures;

    /**
     * Creates the group.
     *
     * @param uploads the unfinished uploads
     * @param figures count the received bytes
     */
    public SliceApi(Uploads uploads, FigureBook figures) {
        this.uploads = uploads;
        this.figures = figures;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form slice = Form.in(Place.MULTIPART)
                .needs("preuploadID", Kind.TEXT)
                .needs("sliceNo", Kind.NUMBER)
                .needs("sliceMD5", Kind.TEXT);
        return List.of(
                new Endpoint("POST", "/upload/v2/file/slice", slice, Endpoint.Traits.SLICE, this::slice),
                new Endpoint(
                        "POST",
                        "/upload/v2/file/single/create",
                        UploadForms.create(Place.MULTIPART),
                        Endpoint.Traits.UPLOAD,
                        this::single));
    }

    private Object slice(Call call) throws IOException {
        try (Spool spool = new Spool(uploads.contents())) {
            SliceSink[] direct = new SliceSink[1];
            Args args = call.readForm("slice", texts -> {
                direct[0] = direct(call, texts);
                return direct[0] != null ? direct[0] : spool.open();
            });
            UploadSession session = uploads.require(call.account().uid(), args.text("preuploadID"));
            long number = args.number("sliceNo");
            String md5 = UploadForms.digest(args.text("sliceMD5"), 32, call.strict(), "sliceMD5");
            SliceSink sink = direct[0];
            Slice slice = sink == null ? spool.settle(session, number, md5) : sink.slice((int) number);
            session.commit(slice, md5);
            figures.uploaded(slice.size());
            figures.wrote("/upload/v2/file/slice", session.id() + ' ' + number);
            return null;
        }
    }

    /**
     * Returns a sink that writes directly to the place of the slice. Only possible if the form has named the slice
     * before its bytes and the slice arrives for the first time.
     */
    private SliceSink direct(Call call, Map<String, String> texts) {
        String id = texts.get("preuploadID");
        String number = texts.get("sliceNo");
        if (id == null || number == null) {
            return null;
        }
        try {
            UploadSession session = uploads.require(call.account().uid(), id);
            long which = Long.parseLong(number);
            return session.has(which) ? null : session.begin(which);
        } catch (NumberFormatException e) {
            throw Refusal.parameter("sliceNo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object single(Call call) throws IOException {
        try (Spool spool = new Spool(uploads.contents())) {
            Args args = call.readForm("file", texts -> (PartSink) spool.open());
            ContentKey content = UploadForms.content(args, call.strict(), Documented.SINGLE_LIMIT);
            Slice received = spool.received();
            if (received.size() != content.size() || !received.md5().equals(content.md5())) {
                throw Refusal.failed(Documented.UPLOAD_FAILED_TEXT);
            }
            // last, because it creates the folders of a path, and a refused upload must create none
            Destination destination = UploadForms.destination(call, args);
            spool.keepAs(content);
            Entry entry = destination.put(content);
            figures.uploaded(received.size());
            call.repetitionKey(args.number("parentFileID") + "/" + args.text("filename") + "/" + content);
            return new Uploaded(entry.id(), true);
        }
    }
}
