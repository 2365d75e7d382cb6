package io.github.camelpan123.http;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpProducer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Reports when a request is about to be written to its connection. A new connection may have to be opened after the
 * permit was granted, which can take longer than the queue assumes for the transmission. The listener is a property of
 * the exchange, and then an attribute of the context of the request.
 *
 * <p>A listener may refuse by an exception. The connection is then kept for the next request, because opening it may be
 * what took so long, and would take as long again.
 */
final class SendListener {

    private static final String KEY = SendListener.class.getName();
    private static final String REFUSAL = KEY + ".refusal";

    private SendListener() {}

    /** @param onSend called when the request of the exchange is written */
    static void set(Exchange exchange, Runnable onSend) {
        exchange.setProperty(KEY, onSend);
    }

    /** @param onSend called when the request of the context is written; null for nobody */
    static HttpContext context(Runnable onSend) {
        HttpContext context = HttpClientContext.create();
        context.setAttribute(KEY, onSend);
        return context;
    }

    /** Passes the listener of the exchange on to the request. */
    static final class Producer extends HttpProducer {

        Producer(HttpEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected <T> T executeMethod(
                Exchange exchange, HttpHost host, HttpUriRequest request, HttpClientResponseHandler<T> handler)
                throws IOException, HttpException {
            HttpContext context = context(exchange.getProperty(KEY, Runnable.class));
            ClassicHttpResponse response = getHttpClient().executeOpen(host, request, context);
            if (context.getAttribute(REFUSAL) instanceof RuntimeException refusal) {
                throw refusal;
            }
            // the answer is read after this method has returned
            return handler.handleResponse(response);
        }
    }

    /**
     * Calls the listener of a request. It also checks whether the transport was closed meanwhile: without the check, a
     * request on a connection that was opened during the close would wait for its answer.
     */
    static final class Executor extends HttpRequestExecutor {

        private final BooleanSupplier open;

        /** @param open whether requests may be sent */
        Executor(BooleanSupplier open) {
            this.open = open;
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
            // a proxy is asked for a tunnel first, which is not the request yet
            boolean notTunnel = !Method.CONNECT.isSame(request.getMethod());
            if (notTunnel && context.getAttribute(KEY) instanceof Runnable onSend) {
                try {
                    onSend.run();
                } catch (RuntimeException refusal) {
                    context.setAttribute(REFUSAL, refusal);
                    return notSent();
                }
            }
            return super.execute(request, connection, informationCallback, context);
        }

        /** Stands for an answer, because the client closes a connection after an exception. Nobody reads it. */
        private static ClassicHttpResponse notSent() {
            return new BasicClassicHttpResponse(HttpStatus.SC_NO_CONTENT);
        }
    }
}
