package io.github.camelpan123.simulator.transcode;

/**
 * A video in the transcode space. It remains if only the original is deleted (platform/calls.md, "Delete a transcode").
 *
 * @param uid the account
 * @param fileId its ID in the space
 * @param sourceId the file on the drive it was imported from, 0 if it was uploaded
 * @param name its name
 * @param etag MD5 of the original
 * @param size bytes of the original
 * @param facts what the platform determines about it
 */
public record Video(long uid, long fileId, long sourceId, String name, String etag, long size, VideoFacts facts) {}
