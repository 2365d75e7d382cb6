package io.github.camelpan123.simulator.transcode;

import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads length and height from the header of an MP4 file. For other files it assumes the values of the canned clips.
 */
final class Probe {
    private static final int HEAD_LIMIT = 4 << 20;

    private Probe() {}

    static VideoFacts of(ContentStore contents, ContentKey content) {
        if (contents.has(content)) {
            try (InputStream in = contents.open(content, 0)) {
                ByteBuffer movie = movie(new DataInputStream(in));
                if (movie != null) {
                    return facts(movie);
                }
            } catch (IOException | RuntimeException e) {
                // not an MP4 file, or a damaged one, for which the platform also reports nothing
            }
        }
        return new VideoFacts(Invented.CODEC, Invented.VIDEO_SECONDS, Clips.RESOLUTIONS);
    }

    /** Returns the content of the moov box, or null if this is no MP4 file. */
    private static ByteBuffer movie(DataInputStream in) throws IOException {
        while (true) {
            long size = in.readInt() & 0xFFFF_FFFFL;
            String type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            long header = 8;
            if (size == 1) {
                size = in.readLong();
                header = 16;
            }
            if (size < header) {
                return null;
            }
            if ("moov".equals(type)) {
                return size > HEAD_LIMIT ? null : ByteBuffer.wrap(in.readNBytes((int) (size - header)));
            }
            in.skipNBytes(size - header);
        }
    }

    private static VideoFacts facts(ByteBuffer movie) {
        int seconds = Invented.VIDEO_SECONDS;
        int height = 0;
        List<ByteBuffer> boxes = new ArrayList<>(List.of(movie));
        for (int i = 0; i < boxes.size(); i++) {
            ByteBuffer at = boxes.get(i);
            while (at.remaining() >= 8) {
                int size = at.getInt(at.position());
                String type = new String(at.array(), at.position() + 4, 4, StandardCharsets.ISO_8859_1);
                if (size < 8 || size > at.remaining()) {
                    break;
                }
                ByteBuffer body = at.slice(at.position() + 8, size - 8);
                switch (type) {
                    case "trak" -> boxes.add(ByteBuffer.wrap(bytes(body)));
                    case "mvhd" -> seconds = seconds(body);
                    case "tkhd" -> height = Math.max(height, body.getInt(body.limit() - 4) >>> 16);
                    default -> {}
                }
                at.position(at.position() + size);
            }
        }
        List<String> resolutions = new ArrayList<>();
        for (String resolution : Clips.RESOLUTIONS) {
            int lines = Integer.parseInt(resolution.substring(0, resolution.length() - 1));
            if (height == 0 || lines <= height || resolutions.isEmpty()) {
                resolutions.add(resolution);
            }
        }
        return new VideoFacts(Invented.CODEC, seconds, resolutions);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static int seconds(ByteBuffer header) {
        boolean wide = header.get(0) == 1;
        long scale = header.getInt(wide ? 20 : 12) & 0xFFFF_FFFFL;
        long length = wide ? header.getLong(24) : header.getInt(16) & 0xFFFF_FFFFL;
        return scale == 0 ? Invented.VIDEO_SECONDS : (int) Math.max(1, Math.round((double) length / scale));
    }
}
