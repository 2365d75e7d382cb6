package io.github.camelpan123;

import java.time.Instant;
import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * The progress of an upload, or of the files of a folder. The context's event notifiers receive one event of an upload
 * per phase, and one of a folder, every 200 ms at most, and always one at the end.
 *
 * <p>Files belong to one folder if they are uploaded or downloaded by exchanges of one batch, as the {@code file}
 * consumer makes them, or of one split. A file is done when its exchange has ended, and counts once. Notifiers that ignore
 * exchange events receive no events of folders.
 */
public class Pan123ProgressEvent extends EventObject implements ExchangeEvent {

    private static final long serialVersionUID = 1L;
    private static final String FOLDER = "FOLDER";

    private final transient Exchange exchange;
    private final String phase;
    private final String fileName;
    private final long done;
    private final long total;
    private final int filesDone;
    private final int filesTotal;
    private final Instant expectedEnd;
    private long timestamp;

    Pan123ProgressEvent(Exchange exchange, String phase, String fileName, long done, long total) {
        this(exchange, phase, fileName, done, total, 0, 1, null);
    }

    private Pan123ProgressEvent(
            Exchange exchange,
            String phase,
            String fileName,
            long done,
            long total,
            int filesDone,
            int filesTotal,
            Instant expectedEnd) {
        super(exchange.getContext());
        this.exchange = exchange;
        this.phase = phase;
        this.fileName = fileName;
        this.done = done;
        this.total = total;
        this.filesDone = filesDone;
        this.filesTotal = filesTotal;
        this.expectedEnd = expectedEnd;
    }

    /**
     * Creates the event of a folder.
     *
     * @param name names the folder
     * @param filesTotal -1 if it is unknown
     * @param expectedEnd null if it is unknown
     */
    static Pan123ProgressEvent ofFolder(
            Exchange exchange, String name, long bytes, int filesDone, int filesTotal, Instant expectedEnd) {
        return new Pan123ProgressEvent(exchange, FOLDER, name, bytes, -1, filesDone, filesTotal, expectedEnd);
    }

    /** Whether this is the progress of the files of a folder. */
    public boolean isFolder() {
        return FOLDER.equals(phase);
    }

    /**
     * Returns the phase: {@code HASH}, {@code SEND}, {@code VERIFY} or {@code DONE} of a file, or {@code FOLDER}.
     */
    public String getPhase() {
        return phase;
    }

    /** Returns the name of the file; of a folder the ID of the route. */
    public String getFileName() {
        return fileName;
    }

    /** Returns the number of bytes processed in this phase; of a folder those of the files that are done, each counted once. */
    public long getDone() {
        return done;
    }

    /** Returns the size of the file in bytes; -1 for a folder. */
    public long getTotal() {
        return total;
    }

    /** Returns the number of files of the folder that are done, failed and filtered ones included. */
    public int getFilesDone() {
        return filesDone;
    }

    /** Returns the number of files of the folder; -1 if it is unknown. */
    public int getFilesTotal() {
        return filesTotal;
    }

    /**
     * Returns when the folder is expected to be done at the limits of the account and at the pace so far; null if that
     * is unknown.
     */
    public Instant getExpectedEnd() {
        return expectedEnd;
    }

    @Override
    public Exchange getExchange() {
        return exchange;
    }

    /** Returns the context of the upload. */
    public CamelContext getContext() {
        return (CamelContext) getSource();
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        if (isFolder()) {
            return fileName + ": " + filesDone + (filesTotal < 0 ? "" : " of " + filesTotal) + " files, " + done
                    + " bytes";
        }
        return fileName + ": " + phase + " " + done + " of " + total + " bytes";
    }
}
