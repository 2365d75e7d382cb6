package io.github.camelpan123;

import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * How an upload goes on. Sent to the context's event notifiers at most every 200 ms and phase, and always at the end
 * of one.
 */
public class Pan123ProgressEvent extends EventObject implements ExchangeEvent {

    private static final long serialVersionUID = 1L;

    private final transient Exchange exchange;
    private final String phase;
    private final String fileName;
    private final long done;
    private final long total;
    private long timestamp;

    Pan123ProgressEvent(Exchange exchange, String phase, String fileName, long done, long total) {
        super(exchange.getContext());
        this.exchange = exchange;
        this.phase = phase;
        this.fileName = fileName;
        this.done = done;
        this.total = total;
    }

    /** What is being done: {@code HASH}, {@code SEND}, {@code VERIFY} or {@code DONE}. */
    public String getPhase() {
        return phase;
    }

    /** The file's name. */
    public String getFileName() {
        return fileName;
    }

    /** Bytes so far in this phase. */
    public long getDone() {
        return done;
    }

    /** Bytes of the file. */
    public long getTotal() {
        return total;
    }

    @Override
    public Exchange getExchange() {
        return exchange;
    }

    /** The context that the upload runs in. */
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
        return fileName + ": " + phase + " " + done + " of " + total + " bytes";
    }
}
