package io.github.camelpan123.platform;

/**
 * How far a download by the platform is (reference 12.2).
 *
 * @param taskId the download
 * @param percent 0 to 100; back to 0 when it failed
 * @param status the platform's number
 */
public record OfflineProgress(long taskId, double percent, int status) {

    /** What the number means. */
    public OfflineState state() {
        return OfflineState.of(status);
    }
}
