package io.github.camelpan123.download;

/**
 * A short file, or the beginning of a long one.
 *
 * @param bytes what was read
 * @param location where it came from in the end; may be signed, so it is not shown
 */
public record Text(byte[] bytes, String location) {

    @Override
    public String toString() {
        return "Text[" + bytes.length + " bytes]";
    }
}
