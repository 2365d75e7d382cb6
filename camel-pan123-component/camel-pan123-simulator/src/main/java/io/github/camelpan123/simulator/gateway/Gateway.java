package io.github.camelpan123.simulator.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.http.Wire;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Json;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the calls of the main host or of an upload host. It checks platform header, token, limit and parameters in
 * this order (platform/calls.md, "Order of checks"), executes the call, and sends the envelope with HTTP 200 whatever
 * the outcome.
 */
public final class Gateway implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, PathFigures> figures = new HashMap<>();
    private final Books books;
    private final boolean strict;

    /**
     * Creates a gateway.
     *
     * @param served the APIs of this host
     * @param books the registries
     * @param strict whether only documented spelling and types are accepted
     */
    public Gateway(List<Endpoint> served, Books books, boolean strict) {
        this.books = books;
        this.strict = strict;
        for (Endpoint endpoint : served) {
            endpoints.put(endpoint.path(), endpoint);
            figures.put(endpoint.path(), books.figures().of(endpoint.path()));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Endpoint endpoint = endpoints.get(path);
        boolean open = endpoint != null && !endpoint.traits().login();
        Trace trace =
                new Trace(books, exchange, path, open ? exchange.getRequestURI().getRawQuery() : null);
        if (endpoint == null || !endpoint.method().equals(exchange.getRequestMethod())) {
            Wire.drain(exchange);
            trace.end(404, -1, "");
            Wire.send(exchange, 404, "application/json; charset=utf-8", Invented.NO_ROUTE);
            return;
        }
        PathFigures counted = figures.get(path);
        Presence presence = new Presence(counted);
        try {
            answer(exchange, endpoint, counted, presence, trace);
        } catch (IOException e) {
            trace.end(0, -1, "");
            throw e;
        } finally {
            presence.end();
        }
    }

    /**
     * One call in progress. It ends before its answer is sent, because a client that has the answer may call again at
     * once.
     */
    private static final class Presence {
        private final PathFigures counted;
        private boolean ended;

        Presence(PathFigures counted) {
            this.counted = counted;
            counted.enter();
        }

        void end() {
            if (!ended) {
                ended = true;
                counted.leave();
            }
        }
    }

    private void answer(HttpExchange exchange, Endpoint endpoint, PathFigures counted, Presence presence, Trace trace)
            throws IOException {
        Fault fault = books.faults().next(endpoint.path());
        if (fault != null) {
            counted.fault();
            FaultPlayer.before(fault, exchange, books);
            if (fault.beforeWork()) {
                if (fault.effect() != Fault.Effect.CUT_BEFORE) {
                    Wire.drain(exchange);
                }
                presence.end();
                FaultPlayer.instead(fault, exchange, trace);
                return;
            }
        }
        Call call = new Call(exchange, endpoint, strict);
        Outcome outcome = outcome(call, counted, trace, fault);
        Wire.drain(exchange);
        boolean replaced = fault != null && fault.effect() == Fault.Effect.ANSWER_AFTER;
        if (call.accepted() && (replaced ? fault.code() : outcome.code()) != Documented.OK) {
            counted.fail();
        }
        presence.end();
        if (fault != null && FaultPlayer.after(fault, exchange, trace, outcome.body())) {
            return;
        }
        trace.end(200, outcome.code(), outcome.message());
        Wire.send(exchange, 200, "application/json; charset=utf-8", outcome.body());
    }

    /** The answer to a call. */
    private record Outcome(int code, String message, byte[] body) {
        static Outcome of(int code, String message, Object data) {
            return new Outcome(code, message, Json.envelope(code, message, data));
        }
    }

    private Outcome outcome(Call call, PathFigures counted, Trace trace, Fault fault) throws IOException {
        try {
            return Outcome.of(Documented.OK, Documented.OK_TEXT, work(call, counted, trace, fault));
        } catch (Refusal refusal) {
            return Outcome.of(refusal.code(), refusal.getMessage(), null);
        } catch (RuntimeException e) {
            // otherwise the JDK's server closes the connection, which a client cannot distinguish from a planned fault
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the simulator failed at " + call.endpoint().path(),
                    e);
            return Outcome.of(Documented.FAILED, Invented.INTERNAL_TEXT, null);
        }
    }

    private Object work(Call call, PathFigures counted, Trace trace, Fault fault) throws IOException {
        HttpExchange exchange = call.exchange();
        Endpoint endpoint = call.endpoint();
        Headers headers = exchange.getRequestHeaders();
        checkPlatform(headers.getFirst("Platform"));
        byte[] body;
        if (endpoint.traits().login()) {
            // the body contains the client, so the limit can only be checked after the parameters
            body = Parameters.body(exchange, endpoint, strict);
            Parameters.checkContentType(exchange, endpoint, strict);
            call.args(Parameters.bind(exchange, endpoint.form(), body, strict));
            Account account = books.accounts().byClient(call.args().text("clientID"));
            if (account == null) {
                throw Refusal.failed(Invented.BAD_CLIENT_TEXT);
            }
            call.account(account);
            trace.client(account.clientId());
            limit(call, counted);
        } else {
            String clientId = books.tokens().check(headers.getFirst("Authorization"));
            Account account = books.accounts().byClient(clientId);
            if (account == null) {
                // a token of an earlier run whose client is not configured any more
                throw new Refusal(Documented.BAD_TOKEN, Documented.BAD_TOKEN_TEXT);
            }
            call.account(account);
            trace.client(account.clientId());
            limit(call, counted);
            body = Parameters.body(exchange, endpoint, strict);
            trace.body(body);
            Parameters.checkContentType(exchange, endpoint, strict);
            call.args(Parameters.bind(exchange, endpoint.form(), body, strict));
        }
        return perform(call, body, fault);
    }

    private Object perform(Call call, byte[] body, Fault fault) throws IOException {
        boolean write = call.endpoint().traits().write();
        if (write && books.troubles().writeBanned(call.account().clientId())) {
            throw Refusal.failed(Invented.WRITE_BAN_TEXT);
        }
        if (fault != null && fault.effect() == Fault.Effect.LOSE) {
            Wire.drain(call.exchange());
            return LostWork.answer(call, books.time());
        }
        Object data = call.endpoint().operation().perform(call);
        if (write) {
            String key = call.repetitionKey() != null ? call.repetitionKey() : RepetitionKey.of(body);
            books.figures().wrote(call.endpoint().path(), call.account().clientId() + ' ' + key);
        }
        return data;
    }

    private void checkPlatform(String platform) {
        boolean good = strict ? Documented.PLATFORM.equals(platform) : platform != null && !platform.isEmpty();
        if (!good) {
            throw Refusal.failed(Invented.BAD_PLATFORM_TEXT);
        }
    }

    private void limit(Call call, PathFigures counted) {
        if (!call.account().limiters().of(call.endpoint().path()).pass(books.time())) {
            counted.refuse();
            throw new Refusal(Documented.TOO_FREQUENT, Documented.TOO_FREQUENT_TEXT);
        }
        counted.accept();
        call.accept();
    }
}
