package io.github.camelpan123.transcode.hls;

import io.github.camelpan123.api.Pan123PlaylistException;
import io.github.camelpan123.transcode.hls.Playlist.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses one playlist. It tolerates unusual syntax, but rejects what would make the saved playlist incomplete. */
final class PlaylistParser {

    private static final String HEADER = "#EXTM3U";
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final String ADDRESS = "://";

    /** Tags that refer to live servers, which a saved playlist does not have. */
    private static final Set<String> OF_LIVE_SERVERS = Set.of("#EXT-X-CONTENT-STEERING", "#EXT-X-RENDITION-REPORT");

    private final String location;
    private final List<Line> lines = new ArrayList<>();
    private int number;
    private int entries;
    private boolean master;
    private boolean media;
    private boolean ended;
    private boolean vod;
    private boolean mapped;
    private boolean gap;
    /** The tag that a URL must follow. */
    private String open;

    /** @param location the base of relative URLs */
    PlaylistParser(String location) {
        this.location = location;
    }

    Playlist parse(byte[] content) {
        if (content.length > Playlist.LONGEST) {
            throw new Pan123PlaylistException("The playlist is longer than " + Playlist.LONGEST + " bytes");
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Iterator<String> rest = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text)
                .lines()
                .map(String::strip)
                .iterator();
        header(rest);
        while (rest.hasNext()) {
            number++;
            String line = rest.next();
            try {
                read(line);
            } catch (IllegalArgumentException e) {
                throw refused(e.getMessage());
            }
        }
        finish();
        return new Playlist(lines, master);
    }

    private Pan123PlaylistException refused(String what) {
        return new Pan123PlaylistException("Line " + number + " of the playlist " + what);
    }

    private void header(Iterator<String> rest) {
        String first = "";
        while (first.isEmpty() && rest.hasNext()) {
            number++;
            first = rest.next();
        }
        if (!first.equals(HEADER) && !first.startsWith(HEADER + " ")) {
            String instead =
                    first.startsWith("<") ? "a page of HTML or XML" : first.startsWith("{") ? "JSON" : "another text";
            throw new Pan123PlaylistException(
                    "The server sent " + instead + " instead of a playlist, which begins with " + HEADER);
        }
        lines.add(Line.plain(HEADER));
    }

    private void read(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("#EXT")) {
            tag(line);
        } else if (line.startsWith("#")) {
            if (!line.contains(ADDRESS)) {
                lines.add(Line.plain(line));
            }
        } else {
            address(line);
        }
    }

    private void address(String line) {
        if (open == null) {
            throw new IllegalArgumentException("is an address without a tag #EXTINF or #EXT-X-STREAM-INF before it");
        }
        Kind kind = open.startsWith("#EXTINF") ? segment() : Kind.PLAYLIST;
        lines.add(new Line("", reference(kind, line, gap), ""));
        open = null;
        gap = false;
    }

    private Kind segment() {
        return mapped ? Kind.FRAGMENT : Kind.SEGMENT;
    }

    private Reference reference(Kind kind, String written, boolean missing) {
        if (++entries > Playlist.MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "has the " + entries + "th entry, and at most " + Playlist.MOST_ENTRIES + " are allowed");
        }
        return new Reference(kind, PlaylistUrls.resolve(location, written), missing);
    }

    private void tag(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        switch (name) {
            case HEADER -> throw new IllegalArgumentException("begins a second playlist");
            case "#EXTINF" -> {
                media = true;
                begin(name);
                // a title may contain a URL
                lines.add(Line.plain(line.contains(ADDRESS) ? line.replaceFirst(",.*", ",") : line));
            }
            case "#EXT-X-STREAM-INF" -> {
                master = true;
                begin(name);
                plain(line);
            }
            case "#EXT-X-GAP" -> {
                gap = true;
                plain(line);
            }
            case "#EXT-X-ENDLIST" -> ended = true;
            case "#EXT-X-PLAYLIST-TYPE" -> {
                vod = line.endsWith(":VOD");
                plain(line);
            }
            case "#EXT-X-MEDIA", "#EXT-X-I-FRAME-STREAM-INF", "#EXT-X-IMAGE-STREAM-INF" -> {
                master = true;
                attributed(line, Kind.PLAYLIST, !name.equals("#EXT-X-MEDIA"));
            }
            case "#EXT-X-SESSION-DATA" -> {
                master = true;
                attributed(line, Kind.DATA, false);
            }
            case "#EXT-X-SESSION-KEY" -> {
                master = true;
                key(line);
            }
            case "#EXT-X-KEY" -> key(line);
            case "#EXT-X-MAP" -> {
                mapped = true;
                attributed(line, Kind.MAP, true);
            }
            case "#EXT-X-PART" -> {
                media = true;
                attributed(line, segment(), true);
            }
            case "#EXT-X-PRELOAD-HINT" ->
                attributed(
                        line,
                        TagAttribute.value(TagAttribute.of(line), "TYPE")
                                        .orElse("")
                                        .equals("MAP")
                                ? Kind.MAP
                                : segment(),
                        true);
            case "#EXT-X-DEFINE" ->
                throw new IllegalArgumentException("uses variables (#EXT-X-DEFINE), which are not supported");
            case "#EXT-X-SKIP" ->
                throw new IllegalArgumentException(
                        "refers to an earlier playlist (#EXT-X-SKIP), which is not supported");
            default -> other(name, line);
        }
    }

    private void begin(String tag) {
        if (open != null) {
            throw new IllegalArgumentException("is " + tag + " where the address of " + open + " should be");
        }
        open = tag;
    }

    private void plain(String line) {
        if (line.contains(ADDRESS)) {
            throw new IllegalArgumentException("has an address in an unknown place");
        }
        lines.add(Line.plain(line));
    }

    private void other(String name, String line) {
        if (OF_LIVE_SERVERS.contains(name)) {
            return;
        }
        if (line.indexOf('=') > 0
                && TagAttribute.of(line).stream()
                        .anyMatch(attribute ->
                                attribute.name().toUpperCase(Locale.ROOT).endsWith("URI"))) {
            throw new IllegalArgumentException("has an address in an unknown place");
        }
        plain(line);
    }

    private void key(String line) {
        List<TagAttribute> attributes = TagAttribute.of(line);
        String method = TagAttribute.value(attributes, "METHOD").orElse("");
        if (method.equals("NONE")) {
            lines.add(Line.plain(line.substring(0, line.indexOf(':')) + ":METHOD=NONE"));
            return;
        }
        boolean sixteenBytes = Set.of("AES-128", "SAMPLE-AES", "SAMPLE-AES-CTR").contains(method)
                && TagAttribute.value(attributes, "KEYFORMAT")
                        .orElse("identity")
                        .equals("identity");
        attributed(line, sixteenBytes ? Kind.KEY : Kind.LICENSE, true);
    }

    private void attributed(String line, Kind kind, boolean needed) {
        List<TagAttribute> attributes = TagAttribute.of(line);
        List<TagAttribute> uris = attributes.stream()
                .filter(attribute -> attribute.name().equals("URI"))
                .toList();
        if (uris.size() > 1) {
            throw new IllegalArgumentException("has more than one URI");
        }
        if (uris.isEmpty()) {
            if (needed) {
                throw new IllegalArgumentException("has no URI");
            }
            plain(line);
            return;
        }
        TagAttribute uri = uris.get(0);
        String before = line.substring(0, uri.from());
        String after = line.substring(uri.to());
        if (before.contains(ADDRESS) || after.contains(ADDRESS)) {
            throw new IllegalArgumentException("has an address in an unknown place");
        }
        if (uri.value().regionMatches(true, 0, "data:", 0, "data:".length())) {
            // contains its data itself
            lines.add(Line.plain(line));
            return;
        }
        boolean missing = TagAttribute.value(attributes, "GAP").orElse("").equals("YES");
        lines.add(new Line(before + '"', reference(kind, uri.value(), missing), '"' + after));
    }

    private void finish() {
        if (open != null) {
            throw new Pan123PlaylistException("The playlist ends where the address of " + open + " should be");
        }
        if (master && media) {
            throw new Pan123PlaylistException("The playlist names both segments and other playlists");
        }
        if (lines.stream().noneMatch(line -> line.reference() != null)) {
            throw new Pan123PlaylistException("The playlist names no segments");
        }
        if (!master) {
            if (!ended && !vod) {
                throw new Pan123PlaylistException(
                        "The playlist is not complete, because it does not end with #EXT-X-ENDLIST. It may belong"
                                + " to a live stream");
            }
            lines.add(Line.plain("#EXT-X-ENDLIST"));
        }
    }
}
