package io.github.camelpan123.simulator.gateway;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Json;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Applies faults to HTTP exchanges. */
public final class FaultPlayer {
    private static final String JSON = "application/json; charset=utf-8";

    private FaultPlayer() {}

    /**
     * Applies a fault before the execution.
     *
     * @param fault the fault
     * @param exchange the call
     * @param books the registries with the tokens to evict
     */
    public static void before(Fault fault, HttpExchange exchange, Books books) {
        long end = System.nanoTime() + fault.delay().toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        if (fault.effect() == Fault.Effect.EVICT) {
            try {
                books.tokens()
                        .evictAll(books.tokens()
                                .check(exchange.getRequestHeaders().getFirst("Authorization")));
            } catch (Refusal refusal) {
                // no valid token, so there is none to evict
            }
        }
    }

    /**
     * Applies a fault instead of the execution.
     *
     * @param fault the fault
     * @param exchange the call
     * @param trace its record
     * @throws IOException if the client disconnected
     */
    public static void instead(Fault fault, HttpExchange exchange, Trace trace) throws IOException {
        if (fault.effect() == Fault.Effect.CUT_BEFORE) {
            trace.end(0, -1, "");
            exchange.close();
            return;
        }
        Wire.drain(exchange);
        if (fault.effect() == Fault.Effect.ANSWER) {
            trace.end(200, fault.code(), fault.text());
            byte[] body = Json.envelope(fault.code(), fault.text(), null);
            Wire.send(exchange, 200, JSON, body);
        } else {
            trace.end(fault.code(), -1, "");
            Wire.send(exchange, fault.code(), "text/html", fault.text());
        }
    }

    /**
     * Applies a fault instead of the answer.
     *
     * @param fault the fault
     * @param exchange the executed call
     * @param trace its record
     * @param body the regular answer
     * @return false if the answer must be sent as usual
     * @throws IOException if the client disconnected
     */
    public static boolean after(Fault fault, HttpExchange exchange, Trace trace, byte[] body) throws IOException {
        switch (fault.effect()) {
            case CUT_AFTER -> {
                trace.end(0, -1, "");
                exchange.close();
            }
            case ANSWER_AFTER -> {
                trace.end(200, fault.code(), fault.text());
                byte[] told = Json.envelope(fault.code(), fault.text(), null);
                Wire.send(exchange, 200, JSON, told);
            }
            case GARBAGE -> {
                trace.end(200, -1, "");
                Wire.send(exchange, 200, JSON, fault.text());
            }
            case TRUNCATE -> {
                trace.end(200, -1, "");
                Wire.sendHalf(exchange, JSON, body);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
