package io.github.camelpan123.simulator.offline;

/**
 * Something to be fetched.
 *
 * @param uid whose
 * @param id the task's id
 * @param url where from
 * @param name the file's name
 * @param folder where to, on the account's drive
 * @param callback told of the end, empty for nobody
 * @param status 0 running, 1 failed, 2 done
 */
record OfflineTask(long uid, long id, String url, String name, long folder, String callback, int status) {
    OfflineTask ended(int end) {
        return new OfflineTask(uid, id, url, name, folder, callback, end);
    }
}
