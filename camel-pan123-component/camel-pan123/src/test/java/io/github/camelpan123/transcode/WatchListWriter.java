package io.github.camelpan123.transcode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts jobs of many videos, and as many that are over at once. */
public final class WatchListWriter {

    private WatchListWriter() {}

    /** @param args the file, the first id, and the number of jobs that stay */
    public static void main(String[] args) {
        WatchList list = WatchList.inFile(Path.of(args[0]), Duration.ZERO);
        long first = Long.parseLong(args[1]);
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            list.starting(new TranscodeVideo(first + i, "stays", 1), List.of("480P"));
            TranscodeVideo over = new TranscodeVideo(-first - i, "is over", 1);
            list.over(list.starting(over, List.of("480P", "720P")));
        }
    }
}
