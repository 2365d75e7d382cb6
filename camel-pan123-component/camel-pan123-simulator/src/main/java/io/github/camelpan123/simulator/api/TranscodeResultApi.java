package io.github.camelpan123.simulator.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.protocol.Times;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;
import io.github.camelpan123.simulator.transcode.Video;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The calls for the results of a transcode and the URLs of its products. */
public final class TranscodeResultApi implements Group {
    private record Recorded(@JsonProperty("create_at") String createAt, String resolution, int status, String link) {}

    private record Records(
            @JsonProperty("UserTranscodeVideoRecordList") List<Recorded> list) {}

    private record Product(
            @JsonProperty("FileName") String name,
            @JsonProperty("FileSize") String size,
            @JsonProperty("Resolution") String resolution,
            @JsonProperty("CreateAt") String createAt,
            @JsonProperty("Url") String url) {}

    private record Result(
            @JsonProperty("Id") long id,
            @JsonProperty("Uid") long uid,
            @JsonProperty("Resolution") String resolution,
            @JsonProperty("Status") int status,
            @JsonProperty("CreateAt") String createAt,
            @JsonProperty("UpdateAt") String updateAt,
            @JsonProperty("Files") List<Product> files) {}

    private record Results(
            @JsonProperty("UserTranscodeVideoList") List<Result> list) {}

    private record Download(String downloadUrl, boolean isFull) {}

    private record Archive(boolean isDownloading, boolean isFull, String downloadUrl) {}

    private static final int PLAYLIST = 1;
    private static final int SEGMENT = 2;

    private final Links links;
    private final Clips clips;
    private final Troubles troubles;
    private final TimeSource time;

    /**
     * Creates the group.
     *
     * @param links creates URLs
     * @param clips the products
     * @param troubles may fill the space
     * @param time the clock
     */
    public TranscodeResultApi(Links links, Clips clips, Troubles troubles, TimeSource time) {
        this.links = links;
        this.clips = clips;
        this.troubles = troubles;
        this.time = time;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form product = TranscodeApi.fileId()
                .needs("resolution", Kind.TEXT)
                .needs("type", Kind.NUMBER)
                .takes("tsName", Kind.TEXT);
        Form all = Form.in(Place.BODY).needs("fileId", Kind.NUMBER).needs("zipName", Kind.TEXT);
        return List.of(
                Endpoint.read("POST", "/api/v1/transcode/video/record", TranscodeApi.fileId(), this::records),
                Endpoint.read("POST", "/api/v1/transcode/video/result", TranscodeApi.fileId(), this::results),
                Endpoint.read("POST", "/api/v1/transcode/file/download", TranscodeApi.fileId(), this::original),
                Endpoint.read("POST", "/api/v1/transcode/m3u8_ts/download", product, this::product),
                Endpoint.read("POST", "/api/v1/transcode/file/download/all", all, this::all));
    }

    private Object records(Call call) {
        Video video = TranscodeApi.video(call);
        long now = time.millis();
        List<Recorded> list = new ArrayList<>();
        for (Job job : call.account().space().jobs(video)) {
            boolean done = job.status(now) == Job.DONE;
            list.add(new Recorded(
                    Times.plain(job.startedAt()),
                    job.resolution().toUpperCase(Locale.ROOT),
                    job.status(now),
                    done ? DownloadLinks.play(links, video, job.resolution()) : ""));
        }
        return new Records(list);
    }

    private Object results(Call call) {
        Video video = TranscodeApi.video(call);
        long now = time.millis();
        List<Result> list = new ArrayList<>();
        for (Job job : call.account().space().jobs(video)) {
            list.add(new Result(
                    job.id(),
                    job.uid(),
                    job.resolution().toUpperCase(Locale.ROOT),
                    job.status(now),
                    Times.plain(job.startedAt()),
                    Times.plain(job.updatedAt(now)),
                    job.status(now) == Job.DONE ? products(video, job) : List.of()));
        }
        return new Results(list);
    }

    private List<Product> products(Video video, Job job) {
        List<Product> products = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : clips.of(job.resolution()).entrySet()) {
            boolean playlist = file.getKey().equals(Clips.PLAYLIST);
            products.add(new Product(
                    file.getKey(),
                    size(file.getValue().length),
                    job.resolution().toUpperCase(Locale.ROOT),
                    Times.plain(job.finalAt()),
                    playlist ? DownloadLinks.play(links, video, job.resolution()) : ""));
        }
        return products;
    }

    /** Formats a size, such as {@code 177B} or {@code 497.17KB} (platform/calls.md, "Transcode result"). */
    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double kilobytes = bytes / 1024.0;
        return kilobytes < 1024
                ? String.format(Locale.ROOT, "%.2fKB", kilobytes)
                : String.format(Locale.ROOT, "%.2fMB", kilobytes / 1024);
    }

    private Object original(Call call) {
        Video video = TranscodeApi.video(call);
        if (troubles.spaceFull()) {
            return new Download("", true);
        }
        if (call.account().space().drive().get(video.fileId()) == null) {
            throw Refusal.noSuchFile();
        }
        String url = DownloadLinks.original(links, video.uid(), video.fileId(), video.etag(), video.name());
        return new Download(url, false);
    }

    private Object product(Call call) {
        Args args = call.args();
        Video video = TranscodeApi.video(call);
        Job job = call.account().space().done(video, args.text("resolution"));
        long type = args.number("type");
        if (type != PLAYLIST && type != SEGMENT) {
            throw Refusal.parameter("type");
        }
        String name = type == PLAYLIST ? Clips.PLAYLIST : args.text("tsName") + ".ts";
        if (!clips.of(job.resolution()).containsKey(name)) {
            throw Refusal.failed(Invented.NO_PRODUCT_TEXT);
        }
        if (troubles.spaceFull()) {
            return new Download("", true);
        }
        return new Download(DownloadLinks.product(links, video, job.resolution(), name), false);
    }

    private Object all(Call call) {
        Video video = TranscodeApi.video(call);
        TranscodeSpace space = call.account().space();
        List<String> done = space.doneResolutions(video);
        if (done.isEmpty()) {
            throw Refusal.failed(Invented.NO_PRODUCT_TEXT);
        }
        if (troubles.spaceFull()) {
            return new Archive(false, true, "");
        }
        if (!space.askZip(video)) {
            return new Archive(true, false, "");
        }
        return new Archive(
                false,
                false,
                DownloadLinks.archive(links, video, done, call.args().text("zipName")));
    }
}
