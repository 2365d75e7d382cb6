package io.github.camelpan123.transcode;

import java.util.List;

/** Writes into a watch list what producers would, without the limits of their calls. */
public final class WatchListSeed {

    private WatchListSeed() {}

    public static void started(WatchList list, long fileId, String name, String resolution) {
        TranscodeVideo video = new TranscodeVideo(fileId, name, 1);
        list.started(list.starting(video, List.of(resolution)));
    }
}
