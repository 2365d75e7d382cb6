package io.github.camelpan123.simulator.transcode;

/**
 * The durations of transcoding.
 *
 * @param millis from the start of a job to its end
 * @param resolutionPolls how many queries of the resolutions are answered "not yet"
 * @param zipPolls how many queries of the archive are answered "not yet"
 * @param driveIdAlias whether the ID of the file on the drive also identifies the imported video (platform/calls.md,
 *     "Import")
 */
public record TranscodeSettings(long millis, int resolutionPolls, int zipPolls, boolean driveIdAlias) {}
