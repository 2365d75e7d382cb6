package io.github.camelpan123.transcode.hls;

import io.github.camelpan123.api.Pan123PlaylistException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates file names for the references of a playlist. A name has letters, digits and one extension, so that players of
 * files and players of URLs read it alike. A reference beside the playlist keeps its name if that name is valid and
 * unique. All others are numbered. The extension is always one that ffmpeg opens.
 */
public final class LocalNames {

    /** The maximum number of references of one playlist including the playlists that it references. */
    public static final int MOST = 10_000;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]{1,64}\\.[A-Za-z0-9]{1,8}");
    private static final Pattern NUMBERED = Pattern.compile("(segment|map|key|playlist|data)[0-9]{5}\\.[a-z0-9]+");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])\\..*");

    /** The extensions that ffmpeg allows. */
    private static final Set<String> EXTENSIONS = Set.of(
            "3gp", "aac", "ac3", "avi", "eac3", "flac", "m4a", "m4s", "m4v", "mkv", "mov", "mp2", "mp3", "mp4", "mpeg",
            "mpegts", "mpg", "oga", "ogg", "ogv", "ts", "vob", "vtt", "wav", "webvtt");

    private LocalNames() {}

    /**
     * Assigns a name to each reference.
     *
     * @param playlist the name of the playlist itself
     * @param location the URL of the playlist
     * @param references all references
     * @return the name of each URL
     * @throws Pan123PlaylistException if there are too many references, or a URL has two kinds
     */
    public static Map<String, String> of(String playlist, String location, Collection<Reference> references) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Reference reference : references) {
            Kind before = kinds.putIfAbsent(reference.address(), reference.kind());
            if (before != null && (before == Kind.PLAYLIST) != (reference.kind() == Kind.PLAYLIST)) {
                throw new Pan123PlaylistException("The playlist names the same address as a playlist and as content");
            }
        }
        if (kinds.size() > MOST) {
            throw new Pan123PlaylistException(
                    "The playlist names " + kinds.size() + " files, and at most " + MOST + " are allowed");
        }
        Map<String, Integer> uses = new HashMap<>(Map.of(playlist.toLowerCase(Locale.ROOT), 1));
        kinds.keySet().forEach(address -> uses.merge(own(address), 1, Integer::sum));
        Map<String, String> names = new LinkedHashMap<>();
        kinds.forEach((address, kind) -> names.put(
                address,
                beside(address, location) && keeps(own(address), kind) && uses.get(own(address)) == 1
                        ? PlaylistUrls.lastName(address)
                        : String.format(
                                Locale.ROOT, "%s%05d.%s", kind.word(), names.size() + 1, extension(address, kind))));
        return names;
    }

    /** Whether a URL is in the same folder as another one. */
    public static boolean beside(String address, String location) {
        return PlaylistUrls.folder(address).equals(PlaylistUrls.folder(location));
    }

    private static String own(String address) {
        return PlaylistUrls.lastName(address).toLowerCase(Locale.ROOT);
    }

    private static boolean keeps(String name, Kind kind) {
        return PLAIN.matcher(name).matches()
                && !NUMBERED.matcher(name).matches()
                && !DEVICE.matcher(name).matches()
                && fits(extension(name), kind);
    }

    private static boolean fits(String extension, Kind kind) {
        return switch (kind) {
            case PLAYLIST -> extension.equals("m3u8");
            case DATA -> extension.equals("json");
            default -> EXTENSIONS.contains(extension);
        };
    }

    private static String extension(String address, Kind kind) {
        String extension = extension(own(address));
        return fits(extension, kind) ? extension : kind.extension();
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Whether a file name has a meaning only within the playlist, because the platform knows no segment of that name.
     */
    public static boolean onlyHere(String name) {
        String extension = extension(name.toLowerCase(Locale.ROOT));
        return NUMBERED.matcher(name).matches()
                || PLAIN.matcher(name).matches() && EXTENSIONS.contains(extension) && !extension.equals("ts");
    }
}
