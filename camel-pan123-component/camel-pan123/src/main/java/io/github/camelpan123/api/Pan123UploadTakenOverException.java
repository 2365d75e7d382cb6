package io.github.camelpan123.api;

/**
 * Another node has taken over the upload, because it did not hear of this node for too long. This node has neither
 * completed the upload nor discarded its journal.
 */
public class Pan123UploadTakenOverException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    /** @param name the name of the file */
    public Pan123UploadTakenOverException(String name) {
        super(
                null,
                "Another node has taken over the upload of " + shorten(name)
                        + ", because this node was suspended or did not reach the engine of the cluster for too long."
                        + " The other node completes it; look for the file before uploading it again",
                false,
                null);
    }
}
