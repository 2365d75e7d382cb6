package io.github.camelpan123.transcode;

/**
 * A video of the transcode space whose jobs are watched, and what a route needs to know about it later.
 *
 * @param fileId the id in the space
 * @param name empty where nobody told it
 * @param sourceFileId the id on the drive it was imported from; 0 where there is none, or nobody told it
 */
public record WatchedVideo(long fileId, String name, long sourceFileId) {}
