package io.github.camelpan123.api;

/**
 * All products of a video as one zip file (platform/calls.md, "Download an archive").
 *
 * @param pending whether the platform is still packing; the address is empty then
 * @param product where the archive can be read
 */
public record ProductArchive(boolean pending, ProductUrl product) {}
