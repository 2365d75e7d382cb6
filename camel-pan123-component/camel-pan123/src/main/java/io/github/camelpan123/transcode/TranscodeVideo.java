package io.github.camelpan123.transcode;

/**
 * A video of the transcode space whose jobs are tracked, with the data that a route needs later.
 *
 * @param fileId the ID in the space
 * @param name empty if unknown
 * @param sourceFileId the ID of the imported file on the drive; 0 if there is none or it is unknown
 */
public record TranscodeVideo(long fileId, String name, long sourceFileId) {}
