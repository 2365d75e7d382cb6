package io.github.camelpan123.simulator.drive;

/**
 * How far an asynchronous copy has come.
 *
 * @param uid the account
 * @param id the task's ID
 * @param done the number of sources that were copied, or could not be
 * @param whole whether all of these could be copied
 * @param first while the next source is being copied, the lowest ID that its copy may have; else 0
 */
public record CopyProgress(long uid, long id, int done, boolean whole, long first) {}
