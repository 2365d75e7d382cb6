package io.github.camelpan123.download;

/**
 * A file that was read up to a maximum length.
 *
 * @param bytes the content
 * @param location the final URL of the content; may be signed and so is not printed
 */
public record FetchedFile(byte[] bytes, String location) {

    @Override
    public String toString() {
        return "FetchedFile[" + bytes.length + " bytes]";
    }
}
