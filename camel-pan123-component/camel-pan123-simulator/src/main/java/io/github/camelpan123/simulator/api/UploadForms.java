package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.upload.Destination;
import io.github.camelpan123.simulator.upload.Digests;
import java.util.Locale;

/** The parameters of file creation in both upload versions (platform/calls.md, "Create an upload"). */
final class UploadForms {
    private UploadForms() {}

    static Form create(Place place) {
        return Form.in(place)
                .needs("parentFileID", Kind.NUMBER)
                .needs("filename", Kind.TEXT)
                .needs("etag", Kind.TEXT)
                .needs("size", Kind.NUMBER)
                .takes("duplicate", Kind.NUMBER)
                .takes("containDir", Kind.FLAG);
    }

    static Form session() {
        return Form.in(Place.BODY).needs("preuploadID", Kind.TEXT);
    }

    static ContentKey content(Args args, boolean strict, long limit) {
        String etag = digest(args.text("etag"), 32, strict, "etag");
        return new ContentKey(etag, size(args, limit));
    }

    static String digest(String text, int digits, boolean strict, String name) {
        String digest = strict ? text : text.toLowerCase(Locale.ROOT);
        if (!Digests.isHex(digest, digits)) {
            throw Refusal.parameter(name);
        }
        return digest;
    }

    static long size(Args args, long limit) {
        long size = args.number("size");
        if (size < 0) {
            throw Refusal.parameter("size");
        }
        if (size > limit) {
            throw Refusal.failed(Invented.FILE_TOO_LARGE_TEXT);
        }
        return size;
    }

    static Destination destination(Call call, Args args) {
        long parent = args.number("parentFileID");
        return Destination.of(
                call.account().driveOf(parent),
                parent,
                args.text("filename"),
                args.number("duplicate", 0),
                args.flag("containDir"));
    }
}
