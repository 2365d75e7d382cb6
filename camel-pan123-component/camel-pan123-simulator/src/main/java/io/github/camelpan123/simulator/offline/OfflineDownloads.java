package io.github.camelpan123.simulator.offline;

import io.github.camelpan123.simulator.drive.Area;
import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Json;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.upload.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Executes offline downloads (platform/calls.md, "Offline download") by real HTTP requests, one after another in the
 * background.
 */
public final class OfflineDownloads implements AutoCloseable {
    /** The status of an unfinished task. */
    public static final int RUNNING = 0;
    /** The status of a failed task. */
    public static final int FAILED = 1;
    /** The status of a successful task. */
    public static final int DONE = 2;

    private static final int TIMEOUT_MILLIS = 10_000;

    private static final String KIND = "offline";
    private static final int KEPT = 10_000;

    private final ContentStore contents;
    private final Journal journal;
    private final Function<Area, Drive> drives;
    private final Sequence ids;
    private final NavigableMap<Long, OfflineTask> tasks = new ConcurrentSkipListMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "pan123-offline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates a registry without tasks.
     *
     * @param contents stores the downloaded contents
     * @param journal provides the changes of earlier runs and records every change
     * @param drives returns the drive of an area
     */
    public OfflineDownloads(ContentStore contents, Journal journal, Function<Area, Drive> drives) {
        this.contents = contents;
        this.journal = journal;
        this.drives = drives;
        ids = new Sequence("offline tasks", journal);
        journal.reads(KIND, OfflineTask.class, task -> tasks.put(task.id(), task));
    }

    /** Resumes the tasks of an earlier run from their beginning. Must be called when the journal is open. */
    public void resume() {
        for (OfflineTask task : tasks.values()) {
            if (task.status() == RUNNING) {
                worker.execute(() -> run(task));
            }
        }
    }

    /**
     * Creates a task.
     *
     * @param uid the account
     * @param source an HTTP or HTTPS URL
     * @param name the file's name
     * @param folder the target folder
     * @param callback the callback URL, empty for none
     * @return the task's ID
     */
    public long add(long uid, URI source, String name, long folder, String callback) {
        OfflineTask task = new OfflineTask(uid, ids.next(), source.toString(), name, folder, callback, RUNNING);
        put(task);
        for (Map.Entry<Long, OfflineTask> oldest = tasks.firstEntry();
                tasks.size() > KEPT;
                oldest = tasks.firstEntry()) {
            tasks.remove(oldest.getKey());
            journal.forget(KIND, oldest.getKey());
        }
        worker.execute(() -> run(task));
        return task.id();
    }

    private void put(OfflineTask task) {
        tasks.put(task.id(), task);
        journal.write(KIND, task.id(), task);
    }

    /**
     * Returns the status of a task.
     *
     * @param uid the account, which must own the task
     * @param id the task
     * @return 0 running, 1 failed, 2 done
     * @throws Refusal if there is no such task
     */
    public int status(long uid, long id) {
        OfflineTask task = tasks.get(id);
        if (task == null || task.uid() != uid) {
            throw Refusal.parameter("taskID");
        }
        return task.status();
    }

    private void run(OfflineTask task) {
        long fileId = 0;
        String reason = "";
        try {
            fileId = fetch(task).id();
        } catch (IOException | RuntimeException e) {
            reason = Invented.OFFLINE_FAILED_TEXT;
        }
        if (fileId == 0 && worker.isShutdown()) {
            // the platform is being closed, which is no failure of the task; the next start resumes it
            return;
        }
        put(task.ended(fileId == 0 ? FAILED : DONE));
        if (!task.callback().isEmpty()) {
            tell(task, fileId, reason);
        }
    }

    private Entry fetch(OfflineTask task) throws IOException {
        HttpURLConnection connection = connect(task.url());
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream();
                Spool spool = new Spool(contents)) {
            ContentKey content = spool.keep(in);
            return drives.apply(new Area(task.uid(), false))
                    .addFile(task.folder(), task.name(), content, Drive.KEEP_BOTH);
        }
    }

    private static void tell(OfflineTask task, long fileId, String reason) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("url", task.url());
        news.put("status", fileId == 0 ? 1 : 0);
        news.put("failReason", reason);
        news.put("fileID", fileId);
        try {
            HttpURLConnection connection = connect(task.callback());
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(Json.mapper().writeValueAsBytes(news));
            }
            connection.getResponseCode();
        } catch (IOException | RuntimeException e) {
            // the callback URL is unreachable; the platform does not report that
        }
    }

    private static HttpURLConnection connect(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    /** Stops all downloads. With a permanent state directory the next start resumes unfinished tasks. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
