package io.github.camelpan123.transcode.hls;

import io.github.camelpan123.api.Pan123PlaylistException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A playlist in which every URL is known and can be replaced. All other content is preserved. */
public final class Playlist {

    /** The maximum length in bytes. It is enough for days of video. */
    public static final int LONGEST = 16 * 1024 * 1024;

    /** The maximum total length in bytes of a playlist and those that it references, which are in memory together. */
    public static final int LONGEST_TOGETHER = 4 * LONGEST;

    /** The maximum number of references of one playlist, repetitions included. Eleven hours of video need fewer. */
    static final int MOST_ENTRIES = 10_000;

    private final List<Line> lines;
    private final boolean master;

    /**
     * One line, with one character per byte, so that unknown content is preserved.
     *
     * @param reference the reference between both parts; null if the line has none
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
     * Parses a playlist.
     *
     * @param content the complete content
     * @param location the URL of the playlist, the base of relative URLs
     * @throws Pan123PlaylistException if it is no playlist, is incomplete, or has an unreadable reference
     */
    public static Playlist parse(byte[] content, String location) {
        return new PlaylistParser(location).parse(content);
    }

    /** Whether it references other playlists instead of segments. */
    public boolean master() {
        return master;
    }

    /** Returns all references in their order, repetitions included. */
    public List<Reference> references() {
        return lines.stream().map(Line::reference).filter(Objects::nonNull).toList();
    }

    /** Returns the playlist with each URL replaced by its name. */
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
