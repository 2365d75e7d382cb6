package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** One unfinished upload: the slices received so far, in a file of the upload's full size. */
public final class UploadSession {
    private final String id;
    private final Destination destination;
    private final ContentKey content;
    private final int sliceSize;
    private final long createdAt;
    private final Path file;
    private final SessionLines lines;
    private final NavigableMap<Integer, Slice> slices = new ConcurrentSkipListMap<>();
    private FileChannel channel;
    private boolean closed;
    private CompletableFuture<Long> end;
    private int pollsLeft;

    UploadSession(
            String id,
            Destination destination,
            ContentKey content,
            int sliceSize,
            long createdAt,
            Path file,
            SessionLines lines) {
        this.id = id;
        this.destination = destination;
        this.content = content;
        this.sliceSize = sliceSize;
        this.createdAt = createdAt;
        this.file = file;
        this.lines = lines;
    }

    void restore(Slice slice) {
        slices.put(slice.number(), slice);
    }

    synchronized void restoreEnd(long id) {
        if (id != SessionLines.OPEN) {
            closed = true;
            end = id == SessionLines.FAILED
                    ? CompletableFuture.failedFuture(Refusal.failed(Documented.UPLOAD_FAILED_TEXT))
                    : CompletableFuture.completedFuture(id);
        }
    }

    /**
     * Returns the ID of the session in the protocol.
     *
     * @return {@code preuploadID}
     */
    public String id() {
        return id;
    }

    long uid() {
        return destination.drive().area().uid();
    }

    long createdAt() {
        return createdAt;
    }

    Destination destination() {
        return destination;
    }

    ContentKey content() {
        return content;
    }

    Path file() {
        return file;
    }

    /**
     * Returns the size of the slices.
     *
     * @return bytes of every slice but the last
     */
    public int sliceSize() {
        return sliceSize;
    }

    /**
     * Returns the number of slices. An empty file may have one empty slice or none.
     *
     * @return at least 1
     */
    public int sliceCount() {
        return (int) Math.max(1, (content.size() + sliceSize - 1) / sliceSize);
    }

    /**
     * Whether the file is at least as long as one slice; no parts are listed for a smaller one (platform/calls.md,
     * "Upload V1").
     *
     * @return true from {@link #sliceSize()} bytes on
     */
    public boolean fillsSlice() {
        return content.size() >= sliceSize;
    }

    private long sizeOf(int number) {
        return number < sliceCount() ? sliceSize : content.size() - (long) (sliceCount() - 1) * sliceSize;
    }

    /**
     * Returns the received and verified slices.
     *
     * @return by number
     */
    public List<Slice> slices() {
        return new ArrayList<>(slices.values());
    }

    /**
     * Begins to receive a slice, possibly a repeated one.
     *
     * @param number from 1
     * @return the sink of its bytes
     * @throws IOException on a disk error
     * @throws Refusal if there is no such slice, or the upload has ended
     */
    public SliceSink begin(long number) throws IOException {
        if (number < 1 || number > sliceCount()) {
            throw Refusal.failed(Invented.SLICE_SIZE_TEXT);
        }
        FileChannel open = openChannel();
        if (slices.remove((int) number) != null) {
            lines.forget(this, (int) number);
        }
        return new SliceSink(open, (number - 1) * sliceSize, sizeOf((int) number));
    }

    /**
     * Whether a slice has been received before. It stays valid until the repeated one is complete, so the repeated one
     * must not be written directly to its position.
     *
     * @param number from 1
     * @return true if it has
     */
    public boolean has(long number) {
        return number <= Integer.MAX_VALUE && slices.containsKey((int) number);
    }

    private synchronized FileChannel openChannel() throws IOException {
        if (closed || end != null) {
            throw Refusal.failed(Invented.NO_SESSION_TEXT);
        }
        if (channel == null && file != null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return channel;
    }

    /**
     * Checks a complete slice.
     *
     * @param slice the received slice
     * @param md5 the announced MD5, or null if there is none
     * @throws Refusal if they differ, the length is wrong, or there is no such slice
     */
    public void check(Slice slice, String md5) {
        if (slice.number() < 1 || slice.number() > sliceCount() || slice.size() != sizeOf(slice.number())) {
            throw Refusal.failed(Invented.SLICE_SIZE_TEXT);
        }
        if (md5 != null && !slice.md5().equals(md5)) {
            throw Refusal.failed(Invented.SLICE_MD5_TEXT);
        }
    }

    /**
     * Records a slice that was received and written to its position.
     *
     * @param slice the received slice
     * @param md5 the announced MD5, or null if there is none
     * @throws Refusal if they differ, or the length is wrong; the client must then repeat the slice
     */
    public void commit(Slice slice, String md5) {
        check(slice, md5);
        slices.put(slice.number(), slice);
        lines.put(this, slice);
    }

    boolean complete() {
        return slices.size() == sliceCount() || content.size() == 0;
    }

    /**
     * Whether the completion was requested.
     *
     * @return true if the merge has been started
     */
    public synchronized boolean ended() {
        return end != null;
    }

    synchronized CompletableFuture<Long> end() {
        return end;
    }

    synchronized void ending(CompletableFuture<Long> future, int polls) {
        end = future;
        pollsLeft = polls;
    }

    /** Whether this call must still be answered "not yet". Counts the call. */
    synchronized boolean usePoll() {
        if (pollsLeft > 0) {
            pollsLeft--;
            return true;
        }
        return false;
    }

    synchronized void closeFile() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    void discard() throws IOException {
        closeFile();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
