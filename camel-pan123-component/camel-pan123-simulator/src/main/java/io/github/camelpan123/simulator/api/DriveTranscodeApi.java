package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Times;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.transcode.Clips;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.TranscodeSpace;
import io.github.camelpan123.simulator.transcode.Video;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls for transcodes of a file of the drive (platform/calls.md, "Transcodes of a drive file"). */
public final class DriveTranscodeApi implements Group {
    private record Row(
            String url,
            String resolution,
            double duration,
            int height,
            int status,
            String mc,
            int bitRate,
            int progress,
            String updateAt) {}

    private record Transcodes(List<Row> list, int status) {}

    private static final int WAITING = 1;
    private static final int FAILED = 3;
    private static final int PARTLY_DONE = 254;
    private static final int PREPARING_OR_RUNNING = 2;

    private final Links links;
    private final Clips clips;
    private final TimeSource time;

    /**
     * Creates the group.
     *
     * @param links creates URLs
     * @param clips the products
     * @param time the clock
     */
    public DriveTranscodeApi(Links links, Clips clips, TimeSource time) {
        this.links = links;
        this.clips = clips;
        this.time = time;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form form = Form.in(Place.QUERY).needs("fileId", Kind.NUMBER);
        return List.of(Endpoint.read("GET", "/api/v1/video/transcode/list", form, this::list));
    }

    private Object list(Call call) {
        Entry file = call.account().drive().require(call.args().number("fileId"));
        TranscodeSpace.requireVideo(file);
        TranscodeSpace space = call.account().space();
        long now = time.millis();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Video video : space.importedFrom(file.id())) {
            space.current(video).forEach((resolution, job) -> rows.put(resolution, row(video, job, now)));
        }
        List<Row> list = new ArrayList<>(rows.values());
        return new Transcodes(list, status(list.stream().map(Row::status).toList()));
    }

    private Row row(Video video, Job job, long now) {
        int status = job.status(now);
        boolean done = status == Job.DONE;
        String resolution = job.resolution();
        int bytes = clips.of(resolution).values().stream()
                .mapToInt(file -> file.length)
                .sum();
        return new Row(
                done ? DownloadLinks.product(links, video, resolution, Clips.PLAYLIST) : "",
                resolution,
                video.facts().seconds(),
                Integer.parseInt(resolution.replaceAll("\\D", "")),
                status,
                Invented.PRODUCT_STORAGE,
                bytes * Byte.SIZE / Invented.VIDEO_SECONDS,
                done ? 100 : 0,
                Times.plain(job.updatedAt(now)));
    }

    /** Combines the statuses of all jobs (platform/calls.md, "Values"). */
    private static int status(List<Integer> all) {
        long done = all.stream().filter(status -> status == Job.DONE).count();
        if (done > 0) {
            return done == all.size() ? Job.DONE : PARTLY_DONE;
        }
        boolean over = !all.isEmpty() && all.stream().allMatch(status -> status > PREPARING_OR_RUNNING);
        return over ? FAILED : WAITING;
    }
}
