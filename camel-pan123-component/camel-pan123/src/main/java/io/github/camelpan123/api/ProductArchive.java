package io.github.camelpan123.api;

/**
 * All products of a video as one ZIP file (platform/calls.md, "Download an archive").
 *
 * @param pending whether the platform is still creating the file; the URL is empty then
 * @param product the URL of the file
 */
public record ProductArchive(boolean pending, ProductUrl product) {}
