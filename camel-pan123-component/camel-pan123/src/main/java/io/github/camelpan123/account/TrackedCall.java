package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One call from its first wait to its outcome, with all its requests. Tells the listeners of the context. */
public final class TrackedCall {

    private enum State {
        /** Between two requests, or before the first. */
        IDLE,
        WAITING,
        REQUESTING
    }

    private final Api api;
    private final Caller caller;
    private final CallListeners listeners;
    private final long bytes;
    private State state = State.IDLE;
    private boolean over;
    private long since;
    private int requests;
    private boolean sent;
    private String traceId = "";
    private Object kept;

    /** @param bytes the size of the content that the call sends; 0 for none */
    TrackedCall(Api api, long bytes, CallListeners listeners) {
        this.api = api;
        this.caller = Caller.current();
        this.bytes = bytes;
        this.listeners = listeners;
    }

    /** Returns the API of this call. */
    public Api api() {
        return api;
    }

    /** Returns the operation that makes this call. */
    public String operation() {
        return caller.operation();
    }

    /** Returns what the listener asked for when the operation began; may be null. */
    public Object parent() {
        return caller.parent();
    }

    /** Returns the size of the content that this call sends; 0 for none. */
    public long bytes() {
        return bytes;
    }

    /** Whether this call sends a content to an upload server. */
    public boolean upload() {
        return api == Api.UPLOAD_SLICE || api == Api.UPLOAD_SINGLE;
    }

    /** Returns the number of requests so far, including the current one. */
    public synchronized int requests() {
        return requests;
    }

    /** Whether the current request was written to its connection. */
    public synchronized boolean sent() {
        return sent;
    }

    /** Returns the trace ID in the last answer of the platform; empty if there was none. */
    public synchronized String traceId() {
        return traceId;
    }

    /** Returns what was kept for this call, and forgets it; null if there is nothing. */
    public synchronized Object take() {
        Object taken = kept;
        kept = null;
        return taken;
    }

    /** Keeps something of the listener that knows the parent, until it is taken. */
    public synchronized void keep(Object something) {
        kept = something;
    }

    /**
     * Makes this call.
     *
     * @return completes when the outcome was recorded
     */
    <R> CompletableFuture<R> make(Function<TrackedCall, CompletableFuture<R>> call) {
        waits();
        CompletableFuture<R> answer = Futures.pending();
        Futures.begin(() -> call.apply(this)).whenComplete((value, failure) -> {
            // first, so that what waits for the answer finds it measured
            over(failure);
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Begins to wait, unless this call waits already. */
    synchronized void waits() {
        if (state == State.IDLE && !over) {
            state = State.WAITING;
            since = now();
            listeners.tell(listener -> listener.waits(this));
        }
    }

    /**
     * Makes one request.
     *
     * @param again whether a refused request is repeated by the queue
     * @param request gets what is to be told that the request is about to be written, and the trace ID of its answer
     */
    <R> R request(boolean again, Function<RequestEvents, R> request) {
        begins();
        RequestEvents events = new RequestEvents();
        try {
            R answer = request.apply(events);
            ends(null, false);
            return answer;
        } catch (RuntimeException | Error e) {
            if (events.keptBack) {
                keptBack();
            } else {
                ends(e, e instanceof Pan123TokenException || again && e instanceof Pan123RateLimitedException);
            }
            throw e;
        }
    }

    /** The events of one request. */
    final class RequestEvents {
        private boolean keptBack;

        /**
         * The request is about to be written.
         *
         * @param permission throws if the request must not be written now; it then does not count as a request
         */
        void onSend(Runnable permission) {
            keptBack = true;
            permission.run();
            keptBack = false;
            synchronized (TrackedCall.this) {
                sent = true;
            }
        }

        void traceId(String id) {
            synchronized (TrackedCall.this) {
                traceId = id;
            }
        }
    }

    private synchronized void begins() {
        waits();
        if (state == State.WAITING) {
            long began = now();
            long waited = began - since;
            state = State.REQUESTING;
            since = began;
            requests++;
            sent = false;
            traceId = "";
            listeners.tell(listener -> listener.begins(this, waited));
        }
    }

    /** The request was not written. If the call does not wait for another permit, its outcome counts as a failure. */
    private synchronized void keptBack() {
        if (state == State.REQUESTING) {
            ends(null, false);
            requests--;
            waits();
        }
    }

    private synchronized void ends(Throwable failure, boolean goesOn) {
        if (state != State.REQUESTING) {
            return;
        }
        if (failure instanceof Pan123Exception refused && !refused.getTraceId().isEmpty()) {
            traceId = refused.getTraceId();
        }
        long took = now() - since;
        state = State.IDLE;
        listeners.tell(listener -> listener.ends(this, took, failure));
        if (goesOn) {
            waits();
        }
    }

    /**
     * The outcome of this call is known. A request of it may still run, if its context is closed.
     *
     * @param failure null after a success
     */
    private synchronized void over(Throwable failure) {
        over = true;
        if (state == State.WAITING) {
            long waited = now() - since;
            state = State.IDLE;
            listeners.tell(listener -> listener.givenUp(this, waited, Futures.unwrap(failure)));
        }
    }

    private long now() {
        return System.nanoTime();
    }
}
