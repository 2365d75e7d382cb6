package io.github.camelpan123.api;

/** The transcode space is full, so the platform returns no download URL ({@code isFull}). */
public class Pan123SpaceFullException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /** @param api the call with this answer */
    public Pan123SpaceFullException(Api api) {
        super(
                api,
                "The transcode space is full, so the platform allows no downloads from it. Delete videos"
                        + " there or buy capacity",
                false,
                null);
    }
}
