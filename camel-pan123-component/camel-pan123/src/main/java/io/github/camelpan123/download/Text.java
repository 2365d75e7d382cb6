package io.github.camelpan123.download;

/**
 * A short file.
 *
 * @param bytes all of it
 * @param location where it came from in the end; may be signed, so it is not shown
 */
public record Text(byte[] bytes, String location) {

    @Override
    public String toString() {
        return "Text[" + bytes.length + " bytes]";
    }
}
