package io.github.camelpan123.simulator.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;
import io.github.camelpan123.simulator.transcode.Video;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The calls that create and delete transcodes (platform/calls.md, "Transcode space"). */
public final class TranscodeApi implements Group {
    private record FolderInfo(long fileID) {}

    private record Resolutions(
            @JsonProperty("IsGetResolution") boolean pending,
            @JsonProperty("Resolutions") String possible,
            @JsonProperty("NowOrFinishedResolutions") String taken,
            @JsonProperty("CodecNames") String codec,
            @JsonProperty("VideoTime") int seconds) {}

    private static final int ORIGINAL_ONLY = 1;
    private static final int WITH_PRODUCTS = 2;

    private final Troubles troubles;

    /**
     * Creates the group.
     *
     * @param troubles plans failures
     */
    public TranscodeApi(Troubles troubles) {
        this.troubles = troubles;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form start = Form.in(Place.BODY)
                .needs("fileId", Kind.NUMBER)
                .needs("codecName", Kind.TEXT)
                .needs("videoTime", Kind.NUMBER)
                .needs("resolutions", Kind.TEXT);
        Form delete = Form.in(Place.BODY)
                .needs("fileId", Kind.NUMBER)
                .needs("businessType", Kind.NUMBER)
                .needs("trashed", Kind.NUMBER);
        return List.of(
                Endpoint.read("POST", "/api/v1/transcode/folder/info", Form.in(Place.NOWHERE), this::folder),
                Endpoint.write(
                        "POST",
                        "/api/v1/transcode/upload/from_cloud_disk",
                        Form.in(Place.BODY).isArray("fileId"),
                        this::importFiles),
                Endpoint.read("POST", "/api/v1/transcode/video/resolutions", fileId(), this::resolutions),
                Endpoint.write("POST", "/api/v1/transcode/video", start, this::start),
                Endpoint.write("POST", "/api/v1/transcode/delete", delete, this::delete));
    }

    static Form fileId() {
        return Form.in(Place.BODY).needs("fileId", Kind.NUMBER);
    }

    static Video video(Call call) {
        return call.account().space().video(call.args().number("fileId"));
    }

    private Object folder(Call call) {
        return new FolderInfo(call.account().space().folderId());
    }

    private Object importFiles(Call call) {
        List<Entry> sources = new ArrayList<>();
        for (long id : FileApi.batch(call.args().numbers("fileId"), Documented.BATCH_LIMIT)) {
            Entry source = call.account().drive().require(id);
            if (source.trashed()) {
                throw Refusal.noSuchFile();
            }
            sources.add(source);
        }
        sources.forEach(TranscodeSpace::requireVideo);
        sources.forEach(call.account().space()::importFile);
        return Documented.IMPORTED_TEXT;
    }

    private Object resolutions(Call call) {
        TranscodeSpace space = call.account().space();
        Video video = video(call);
        if (!space.askResolutions(video)) {
            return new Resolutions(true, "", "", "", 0);
        }
        VideoFacts facts = video.facts();
        return new Resolutions(
                false,
                String.join(",", facts.resolutions()),
                String.join(",", space.nowOrFinished(video)),
                facts.codec(),
                facts.seconds());
    }

    private Object start(Call call) {
        Args args = call.args();
        Video video = video(call);
        VideoFacts facts = video.facts();
        if (call.strict() && !facts.codec().equals(args.text("codecName"))) {
            throw Refusal.parameter("codecName");
        }
        if (call.strict() && facts.seconds() != args.number("videoTime")) {
            throw Refusal.parameter("videoTime");
        }
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String name : args.text("resolutions").split(",", -1)) {
            String resolution = name.trim().toLowerCase(Locale.ROOT);
            if (outcomes.putIfAbsent(resolution, 0) == null) {
                names.add(name.trim().toUpperCase(Locale.ROOT));
            }
        }
        TranscodeSpace space = call.account().space();
        space.checkStart(video, outcomes.keySet());
        outcomes.replaceAll((resolution, none) -> troubles.nextTranscode(resolution));
        space.start(video, outcomes);
        return String.join("&", names) + Documented.TRANSCODE_STARTED_TEXT;
    }

    private Object delete(Call call) {
        long trashed = call.args().number("trashed");
        if (call.args().number("businessType") != Documented.TRANSCODE_SPACE) {
            throw Refusal.parameter("businessType");
        }
        if (trashed != ORIGINAL_ONLY && trashed != WITH_PRODUCTS) {
            throw Refusal.parameter("trashed");
        }
        call.account().space().delete(video(call), trashed == WITH_PRODUCTS);
        return Documented.TRANSCODE_DELETED_TEXT;
    }
}
