package io.github.camelpan123;

import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * The progress of an upload. The context's event notifiers receive one event per phase every 200 ms at most, and always
 * one at the end of a phase.
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

    /** Returns the phase: {@code HASH}, {@code SEND}, {@code VERIFY} or {@code DONE}. */
    public String getPhase() {
        return phase;
    }

    /** Returns the name of the file. */
    public String getFileName() {
        return fileName;
    }

    /** Returns the number of bytes processed in this phase. */
    public long getDone() {
        return done;
    }

    /** Returns the size of the file in bytes. */
    public long getTotal() {
        return total;
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
        return fileName + ": " + phase + " " + done + " of " + total + " bytes";
    }
}
