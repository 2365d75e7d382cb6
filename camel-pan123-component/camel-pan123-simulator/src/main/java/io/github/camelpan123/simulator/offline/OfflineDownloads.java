package io.github.camelpan123.simulator.offline;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Json;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.upload.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fetches files from elsewhere, section 12: really, by HTTP, one after another in the background. */
public final class OfflineDownloads implements AutoCloseable {
    /** Status of a task that is not at its end. */
    public static final int RUNNING = 0;
    /** Status of a task that failed. */
    public static final int FAILED = 1;
    /** Status of a task that succeeded. */
    public static final int DONE = 2;

    private static final int TIMEOUT_MILLIS = 10_000;

    private record State(long uid, int status) {}

    private final ContentStore contents;
    private final Sequence ids = new Sequence();
    private final Map<Long, State> states = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "pan123-offline");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * No task yet.
     *
     * @param contents keeps what is fetched
     */
    public OfflineDownloads(ContentStore contents) {
        this.contents = contents;
    }

    /**
     * Creates a task.
     *
     * @param uid whose
     * @param source an http or https address
     * @param name the file's name
     * @param drive where to
     * @param folder where to
     * @param callback told of the end, empty for nobody
     * @return the task's id
     */
    public long add(long uid, URI source, String name, Drive drive, long folder, String callback) {
        OfflineTask task = new OfflineTask(uid, ids.next(), source.toString(), name, drive, folder, callback);
        states.put(task.id(), new State(uid, RUNNING));
        worker.execute(() -> run(task));
        return task.id();
    }

    /**
     * How a task goes.
     *
     * @param uid whose it must be
     * @param id the task
     * @return 0 running, 1 failed, 2 done
     * @throws Refusal if there is no such task
     */
    public int status(long uid, long id) {
        State state = states.get(id);
        if (state == null || state.uid() != uid) {
            throw Refusal.parameter("taskID");
        }
        return state.status();
    }

    private void run(OfflineTask task) {
        long fileId = 0;
        String reason = "";
        try {
            fileId = fetch(task).id();
        } catch (IOException | RuntimeException e) {
            reason = Invented.OFFLINE_FAILED_TEXT;
        }
        states.put(task.id(), new State(task.uid(), fileId == 0 ? FAILED : DONE));
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
            return task.drive().addFile(task.folder(), task.name(), content, Drive.KEEP_BOTH);
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
            // Whoever asked to be called is not there; the platform has nobody to tell.
        }
    }

    private static HttpURLConnection connect(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    /** Ends all work; unfinished tasks are lost. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
