package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.drive.Area;
import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.ContentStore;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The unfinished uploads of all accounts. It opens and finds sessions, and merges and verifies them in the background.
 */
public final class Uploads implements AutoCloseable {
    /** The upload is not complete, and {@code upload_complete} must be called again. */
    public static final long NOT_YET = 0;

    private static final int ID_LENGTH = 40;
    private static final long SWEEP_EVERY_MILLIS = 60_000;
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int MERGE_THREADS = 2;
    /** A merge within this time counts as done at once, so that the number of polls is exact for small files. */
    private static final long PATIENCE_MILLIS = 2_000;
    /** The wait for the merge if no further poll is configured, as long as a client may be expected to wait. */
    private static final long FULL_PATIENCE_MILLIS = 120_000;

    private final ContentStore contents;
    private final TimeSource time;
    private final int sliceSize;
    private final int polls;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep = new AtomicLong();
    private final SessionLines lines;
    private final ExecutorService mergers = Executors.newFixedThreadPool(MERGE_THREADS, task -> {
        Thread thread = new Thread(task, "pan123-merge");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates a registry without uploads.
     *
     * @param contents stores the received contents
     * @param journal provides the changes of earlier runs and records every change
     * @param drives returns the drive of uploads of earlier runs
     * @param time the clock
     * @param sliceSize bytes of a slice
     * @param polls how many calls to complete answer "not yet" before the outcome
     */
    public Uploads(
            ContentStore contents,
            Journal journal,
            Function<Area, Drive> drives,
            TimeSource time,
            int sliceSize,
            int polls) {
        this.contents = contents;
        this.time = time;
        this.sliceSize = sliceSize;
        this.polls = polls;
        lines = new SessionLines(journal);
        lines.restoreInto(sessions, contents, drives);
    }

    /**
     * Removes files that no upload needs any more. Must be called when the journal is open.
     *
     * @throws IOException on a disk error
     */
    public void sweepDisk() throws IOException {
        Set<Path> needed = new HashSet<>();
        for (UploadSession session : sessions.values()) {
            if (session.file() != null && !session.ended()) {
                needed.add(session.file());
            }
        }
        contents.sweepUploads(needed);
    }

    /**
     * Returns the store of contents.
     *
     * @return the store
     */
    public ContentStore contents() {
        return contents;
    }

    /**
     * Tries an instant upload.
     *
     * @param destination the destination
     * @param content the content
     * @return the new file, or null if the platform does not have the content
     */
    public Entry reuse(Destination destination, ContentKey content) {
        return contents.knows(content) ? destination.put(content) : null;
    }

    /**
     * Returns the content with a SHA-1. Digests are computed on demand, so that uploads do not have the cost.
     *
     * @param sha1 40 lower-case hexadecimal digits
     * @param size in bytes
     * @return null if the platform has no such content
     * @throws IOException on a disk error
     */
    public ContentKey bySha1(String sha1, long size) throws IOException {
        if (contents.bySha1(sha1, size) == null) {
            for (ContentKey content : contents.withoutSha1(size)) {
                contents.sha1(content, Digests.of(contents.open(content, 0), "SHA-1"));
            }
        }
        return contents.bySha1(sha1, size);
    }

    /**
     * Opens a session.
     *
     * @param destination the destination
     * @param content the announced content
     * @return the session
     */
    public UploadSession open(Destination destination, ContentKey content) {
        sweep();
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        Path file = contents.keeps() ? contents.part(id.toString()) : null;
        UploadSession session =
                new UploadSession(id.toString(), destination, content, sliceSize, time.millis(), file, lines);
        sessions.put(session.id(), session);
        lines.put(session, SessionLines.OPEN);
        return session;
    }

    private boolean expired(UploadSession session) {
        return time.millis() - session.createdAt() > Invented.SESSION_LIFE.toMillis();
    }

    private void sweep() {
        long last = lastSweep.get();
        if (time.millis() - last < SWEEP_EVERY_MILLIS || !lastSweep.compareAndSet(last, time.millis())) {
            return;
        }
        Iterator<UploadSession> all = sessions.values().iterator();
        while (all.hasNext()) {
            UploadSession session = all.next();
            if (expired(session)) {
                all.remove();
                lines.forget(session);
                try {
                    session.discard();
                } catch (IOException e) {
                    // the file remains until the next start, which empties the folder
                }
            }
        }
    }

    /**
     * Finds a session.
     *
     * @param uid the account, which must own the session
     * @param id {@code preuploadID}
     * @return the session
     * @throws Refusal if there is none, or it has expired
     */
    public UploadSession require(long uid, String id) {
        UploadSession session = sessions.get(id);
        if (session == null || session.uid() != uid || expired(session)) {
            throw Refusal.failed(Invented.NO_SESSION_TEXT);
        }
        return session;
    }

    /**
     * Completes an upload or queries the state of its completion (platform/calls.md, "Complete an upload"). The first
     * call starts the merge.
     *
     * @param session the session
     * @return the new file's ID, or {@link #NOT_YET}
     * @throws IOException on a disk error
     * @throws Refusal if slices are missing or the content differs from the announcement
     */
    public long complete(UploadSession session) throws IOException {
        CompletableFuture<Long> end;
        synchronized (session) {
            end = session.end();
            if (end == null) {
                if (!session.complete()) {
                    throw Refusal.failed(Invented.SLICES_MISSING_TEXT);
                }
                end = CompletableFuture.supplyAsync(() -> merge(session), mergers);
                session.ending(end, polls);
            }
            if (session.usePoll()) {
                return NOT_YET;
            }
        }
        try {
            return end.get(polls == 0 ? FULL_PATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return NOT_YET;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new IOException("merge failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private long merge(UploadSession session) {
        try {
            session.closeFile();
            ContentKey content = session.content();
            if (!verified(session)) {
                session.discard();
                throw Refusal.failed(Documented.UPLOAD_FAILED_TEXT);
            }
            contents.take(content, content.size() == 0 ? null : session.file());
            long id = session.destination().put(content).id();
            lines.put(session, id);
            return id;
        } catch (Refusal refusal) {
            lines.put(session, SessionLines.FAILED);
            throw refusal;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static boolean verified(UploadSession session) throws IOException {
        ContentKey content = session.content();
        if (content.size() == 0) {
            return content.md5().equals(Documented.EMPTY_MD5);
        }
        if (session.sliceCount() == 1) {
            return session.slices().get(0).md5().equals(content.md5());
        }
        // dropped content can only be verified by slice, which has been done
        return session.file() == null
                || Digests.of(Files.newInputStream(session.file()), "MD5").equals(content.md5());
    }

    /** Stops all merges. With a permanent state directory, unfinished uploads can be resumed after the next start. */
    @Override
    public void close() {
        mergers.shutdownNow();
        for (UploadSession session : sessions.values()) {
            try {
                session.closeFile();
            } catch (IOException e) {
                // nothing is lost, because each slice was written when it arrived
            }
        }
    }
}
