package io.github.camelpan123;

import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One of the sixteen business limits of the notice, and what presses against its queue: exchanges, or bare calls where
 * exchanges would join until few calls are left.
 *
 * @param free calls a second of a free account
 * @param vip calls a second of a member's
 */
record BusinessLimit(String path, double free, double vip, Pressure.Row row) {

    private static final int MOST_STARTS = 1000;

    double perSecond(Tier tier) {
        return tier == Tier.FREE ? free : vip;
    }

    int calls(Tier tier) {
        return (int) Math.max(1, perSecond(tier));
    }

    /** At full use. */
    Duration period(Tier tier) {
        return Duration.ofMillis(Math.round(1000 * calls(tier) / perSecond(tier)));
    }

    static List<BusinessLimit> all(Pan123Simulator simulator) throws IOException {
        AccountDrive drive = simulator.drive();
        byte[] clip = BusinessLimit.class.getResourceAsStream("/demo.mp4").readAllBytes();
        byte[] small = {1, 2, 3};
        AtomicInteger number = new AtomicInteger();
        long finished = drive.addFinishedTranscode("v.mp4", clip, "480p");
        String ofVideo = "?fileId=" + finished;
        long target = drive.addFolder("/target");
        long listed = drive.addFolder("/listed");
        long parent = drive.addFolder("/made");
        List<Long> moved = LongStream.range(0, 100)
                .mapToObj(i -> drive.addFile("/moved/" + i, small))
                .toList();
        drive.addFolder("/bin");
        long started = drive.addVideo("s.mp4", clip);
        TranscodeResolutions offered = new TranscodeResolutions(
                started,
                false,
                IntStream.rangeClosed(1, MOST_STARTS).mapToObj(i -> i + "P").toList(),
                List.of(),
                "H.264",
                10);
        drive.describeVideo(
                started,
                new VideoFacts(
                        offered.codec(),
                        (int) offered.seconds(),
                        offered.available().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList()));
        AtomicInteger starts = new AtomicInteger();
        return List.of(
                new BusinessLimit("/api/v1/user/info", 10, 10, Pressure.exchanges("pan123:userInfo", message -> {})),
                new BusinessLimit("/api/v1/file/move", 3, 10, Pressure.calls(() -> FileCalls.move(moved, target))),
                new BusinessLimit(
                        "/api/v1/file/delete",
                        1,
                        10,
                        Pressure.calls(
                                () -> FileCalls.delete(List.of(trashed(drive, number), trashed(drive, number))))),
                new BusinessLimit(
                        "/api/v1/file/list",
                        0.2,
                        10,
                        Pressure.exchanges("pan123:listFiles?orderBy=fileName&parentFileId=" + listed, message -> {})),
                new BusinessLimit(
                        "/api/v2/file/list",
                        5,
                        10,
                        Pressure.exchanges("pan123:listFiles?parentFileId=" + listed, message -> {})),
                new BusinessLimit(
                        "/upload/v1/file/mkdir",
                        5,
                        20,
                        Pressure.exchanges(
                                "pan123:createDirectory?parentFileId=" + parent,
                                message -> message.setHeader(
                                        Pan123Constants.OVERRIDE_FILE_NAME, "d" + number.incrementAndGet()))),
                new BusinessLimit(
                        "/api/v1/transcode/folder/info",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeSpace", message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/upload/from_cloud_disk",
                        1,
                        1,
                        Pressure.calls(() -> TranscodeCalls.importFromDrive(List.of(
                                drive.addFile("/videos/" + number.incrementAndGet() + ".mp4", small),
                                drive.addFile("/videos/" + number.incrementAndGet() + ".mp4", small))))),
                new BusinessLimit(
                        "/api/v1/transcode/delete",
                        10,
                        10,
                        Pressure.exchanges(
                                "pan123:transcodeDelete",
                                message -> message.setBody(
                                        drive.addVideo("d" + number.incrementAndGet() + ".mp4", small)))),
                new BusinessLimit(
                        "/api/v1/transcode/video/resolutions",
                        1,
                        1,
                        Pressure.exchanges("pan123:transcodeResolutions" + ofVideo, message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/video",
                        3,
                        3,
                        Pressure.exchanges("pan123:transcodeStart?fileId=" + started, message -> {
                            message.setBody(offered);
                            message.setHeader(
                                    Pan123Constants.OVERRIDE_RESOLUTIONS,
                                    offered.available().get(starts.getAndIncrement()));
                        })),
                new BusinessLimit(
                        "/api/v1/transcode/video/record",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeRecord" + ofVideo, message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/video/result",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeResult" + ofVideo, message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/file/download",
                        10,
                        10,
                        Pressure.exchanges("pan123:transcodeDownload" + ofVideo, message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/m3u8_ts/download",
                        20,
                        20,
                        Pressure.exchanges(
                                "pan123:transcodeDownload" + ofVideo + "&artifact=m3u8&resolution=480P",
                                message -> {})),
                new BusinessLimit(
                        "/api/v1/transcode/file/download/all",
                        1,
                        1,
                        Pressure.exchanges("pan123:transcodeDownload" + ofVideo + "&artifact=all", message -> {})));
    }

    private static long trashed(AccountDrive drive, AtomicInteger number) {
        String path = "/bin/" + number.incrementAndGet();
        long id = drive.addFile(path, new byte[] {1});
        drive.trash(path);
        return id;
    }
}
