package io.github.camelpan123.simulator.offline;

/**
 * An offline download.
 *
 * @param uid the account
 * @param id the task's ID
 * @param url the source
 * @param name the file's name
 * @param folder the target folder on the account's drive
 * @param callback the callback URL, empty for none
 * @param status 0 running, 1 failed, 2 done
 */
record OfflineTask(long uid, long id, String url, String name, long folder, String callback, int status) {
    OfflineTask ended(int end) {
        return new OfflineTask(uid, id, url, name, folder, callback, end);
    }
}
