package io.github.camelpan123.transcode.hls;

import io.github.camelpan123.api.Pan123PlaylistException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A playlist of which nothing is lost: every address in it is known, and can be replaced. */
public final class Playlist {

    /** Days of video; whatever is longer is no playlist. */
    public static final int LONGEST = 16 * 1024 * 1024;

    /** One and those that it names are in memory at the same time. */
    public static final int LONGEST_TOGETHER = 4 * LONGEST;

    /** What one playlist may name, however often it names the same; eleven hours of video are less. */
    static final int MOST_ENTRIES = 10_000;

    private final List<Line> lines;
    private final boolean master;

    /**
     * A line, a character a byte, so that what is not understood stays as it is.
     *
     * @param reference what stands between both ends; null in a line without
     */
    record Line(String before, Reference reference, String after) {

        static Line plain(String text) {
            return new Line(text, null, "");
        }
    }

    Playlist(List<Line> lines, boolean master) {
        this.lines = lines;
        this.master = master;
    }

    /**
     * Reads a playlist.
     *
     * @param content all of it
     * @param location where it came from, which relative addresses belong to
     * @throws Pan123PlaylistException when it is none, is not complete, or names what cannot be read
     */
    public static Playlist parse(byte[] content, String location) {
        return new PlaylistParser(location).parse(content);
    }

    /** Whether it names other playlists instead of segments. */
    public boolean master() {
        return master;
    }

    /** Everything it names, in its order, as often as it does. */
    public List<Reference> references() {
        return lines.stream().map(Line::reference).filter(Objects::nonNull).toList();
    }

    /** The playlist with a name in the place of each address. */
    public byte[] with(Map<String, String> names) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.before());
            if (line.reference() != null) {
                text.append(names.get(line.reference().address()));
            }
            text.append(line.after()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
