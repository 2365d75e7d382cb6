package io.github.camelpan123.platform;

/**
 * All products of a video as one zip file (reference 10.13).
 *
 * @param pending whether the platform is still packing; the address is empty then
 * @param product where the archive can be read
 */
public record ProductArchive(boolean pending, ProductUrl product) {}
