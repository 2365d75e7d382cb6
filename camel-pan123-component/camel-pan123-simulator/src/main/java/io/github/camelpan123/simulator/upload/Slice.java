package io.github.camelpan123.simulator.upload;

/**
 * A received slice.
 *
 * @param number from 1
 * @param size in bytes
 * @param md5 of its bytes
 */
public record Slice(int number, long size, String md5) {}
