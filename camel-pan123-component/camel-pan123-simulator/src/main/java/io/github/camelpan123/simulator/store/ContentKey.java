package io.github.camelpan123.simulator.store;

/**
 * The identity of a content on the platform (platform/calls.md, "Create an upload").
 *
 * @param md5 32 lower-case hexadecimal digits
 * @param size in bytes
 */
public record ContentKey(String md5, long size) {}
