package io.github.camelpan123.http;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Reports when a request is written to its connection. A new connection may have to be opened after the permit was
 * granted, which can take longer than the queue assumes for the transmission. The transport may also be closed
 * meanwhile: without the check, a request on a connection that was opened during the close would wait for its answer.
 */
final class WireTime extends HttpRequestExecutor {

    private static final Runnable NOBODY = () -> {};
    private static final ThreadLocal<Runnable> LISTENER = ThreadLocal.withInitial(() -> NOBODY);

    private final BooleanSupplier open;

    /** @param open whether requests may be sent */
    WireTime(BooleanSupplier open) {
        this.open = open;
    }

    /** Sets the listener for the following requests of this thread; null for none. */
    static void listen(Runnable listener) {
        if (listener == null) {
            LISTENER.remove();
        } else {
            LISTENER.set(listener);
        }
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        if (!open.getAsBoolean()) {
            throw new ConnectionClosedException("The connections are closed");
        }
        LISTENER.get().run();
        return super.execute(request, connection, informationCallback, context);
    }
}
