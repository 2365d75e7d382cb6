package io.github.camelpan123.transcode.hls;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves the URLs of playlists to absolute URLs by the rules of the URL standard of browsers. {@link URI} is too
 * strict, because the URLs of playlists often contain spaces, backslashes and bare percent signs.
 */
final class PlaylistUrls {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?]*)([^?]*)(\\?.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]\\s]+)(:[0-9]{1,5})?");
    private static final Set<String> HERE = Set.of(".", "%2e");
    private static final Set<String> UP = Set.of("..", ".%2e", "%2e.", "%2e%2e");
    private static final String PATH_MARKS = "-._~!$&'()*+,;=:@/";
    private static final String QUERY_MARKS = PATH_MARKS + "?[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PlaylistUrls() {}

    /**
     * Resolves a URL.
     *
     * @param location the absolute URL of the playlist
     * @param written the URL as the playlist contains it, one character per byte
     * @return without fragment; with legal characters only
     * @throws IllegalArgumentException describing the error, without the URL
     */
    static String resolve(String location, String written) {
        String text = withoutFragment(decode(written));
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has control characters");
        }
        int query = text.indexOf('?');
        String path = (query < 0 ? text : text.substring(0, query)).replace('\\', '/');
        text = query < 0 ? path : path + text.substring(query);
        Matcher scheme = SCHEME.matcher(path);
        if (scheme.matches()) {
            return normal(text);
        }
        Matcher base = ABSOLUTE.matcher(location);
        if (!base.matches()) {
            throw new IllegalArgumentException("belongs to a playlist without an address of its own");
        }
        if (text.startsWith("//")) {
            return normal(base.group(1) + ":" + text);
        }
        String server = base.group(1) + "://" + base.group(2);
        String folder = base.group(3);
        if (text.startsWith("?")) {
            return normal(server + folder + text);
        }
        return normal(
                text.startsWith("/")
                        ? server + text
                        : server
                                + folder.substring(0, folder.lastIndexOf('/') + 1)
                                + (folder.isEmpty() ? "/" : "")
                                + text);
    }

    private static String decode(String written) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(written.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
    }

    private static String withoutFragment(String text) {
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    private static String normal(String address) {
        Matcher parts = ABSOLUTE.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is neither http nor https");
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) {
            throw new IllegalArgumentException("names no host that can be asked");
        }
        String host = authority.group(1).startsWith("[") ? authority.group(1) : IDN.toASCII(authority.group(1));
        String port = authority.group(2) == null ? "" : authority.group(2);
        String query = parts.group(4) == null ? "" : encode(parts.group(4), QUERY_MARKS);
        String normal = parts.group(1).toLowerCase(Locale.ROOT) + "://" + host.toLowerCase(Locale.ROOT) + port
                + withoutDots(encode(parts.group(3), PATH_MARKS)) + query;
        if (!namesHost(normal)) {
            throw new IllegalArgumentException("names no host that can be asked");
        }
        return normal;
    }

    private static boolean namesHost(String address) {
        try {
            return new URI(address).getHost() != null;
        } catch (URISyntaxException e) {
            // its text quotes the address
            return false;
        }
    }

    private static String encode(String text, String marks) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '%' || c < 0x80 && (Character.isLetterOrDigit(c) || marks.indexOf(c) >= 0)) {
                encoded.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX.toHexDigits(b));
                }
            }
        });
        return encoded.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i].toLowerCase(Locale.ROOT);
            boolean last = i == segments.length - 1;
            if (UP.contains(segment)) {
                kept.pollLast();
            } else if (!HERE.contains(segment)) {
                kept.addLast(segments[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Returns the last path segment of an absolute URL; may be empty. */
    static String lastName(String address) {
        String path = path(address);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns an absolute URL up to the end of its last folder. */
    static String folder(String address) {
        String path = path(address);
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String path(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }
}
