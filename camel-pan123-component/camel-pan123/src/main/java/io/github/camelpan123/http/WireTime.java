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
 * Tells when a request really goes out. Between a permit and that moment a connection may have to be made, which can
 * take longer than the guard of a queue allows for the way, and than the way is open: a connection that is made while
 * all others are closed would be forgotten, and its answer waited for.
 */
final class WireTime extends HttpRequestExecutor {

    private static final Runnable NOBODY = () -> {};
    private static final ThreadLocal<Runnable> LISTENER = ThreadLocal.withInitial(() -> NOBODY);

    private final BooleanSupplier open;

    /** @param open whether requests may go out */
    WireTime(BooleanSupplier open) {
        this.open = open;
    }

    /** From now on this thread's requests tell the listener; null for nobody. */
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
