package io.github.camelpan123.simulator.transcode;

/**
 * How long things take.
 *
 * @param millis from the start of a job to its end
 * @param resolutionPolls how many questions for the resolutions are answered "not yet"
 * @param zipPolls how many questions for the archive are answered "not yet"
 * @param driveIdAlias whether the id of the file on the drive also names the imported video (platform/calls.md, "Import")
 */
public record TranscodeSettings(long millis, int resolutionPolls, int zipPolls, boolean driveIdAlias) {}
