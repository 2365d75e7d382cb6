package io.github.camelpan123.simulator.offline;

import io.github.camelpan123.simulator.drive.Drive;

/**
 * Something to be fetched.
 *
 * @param uid whose
 * @param id the task's id
 * @param url where from
 * @param name the file's name
 * @param drive where to
 * @param folder where to
 * @param callback told of the end, empty for nobody
 */
record OfflineTask(long uid, long id, String url, String name, Drive drive, long folder, String callback) {}
