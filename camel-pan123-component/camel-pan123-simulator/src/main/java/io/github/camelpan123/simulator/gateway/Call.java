package io.github.camelpan123.simulator.gateway;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.http.MalformedFormException;
import io.github.camelpan123.simulator.http.Multipart;
import io.github.camelpan123.simulator.http.PartListener;
import io.github.camelpan123.simulator.http.PartSink;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** One call that the gateway processes. */
public final class Call {
    private final HttpExchange exchange;
    private final Endpoint endpoint;
    private final boolean strict;
    private Account account;
    private Args args;
    private String repetitionKey;
    private boolean accepted;

    Call(HttpExchange exchange, Endpoint endpoint, boolean strict) {
        this.exchange = exchange;
        this.endpoint = endpoint;
        this.strict = strict;
    }

    HttpExchange exchange() {
        return exchange;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    void account(Account caller) {
        account = caller;
    }

    void args(Args checked) {
        args = checked;
    }

    void accept() {
        accepted = true;
    }

    /** Whether the call passed the checks of platform header, token and limit. */
    boolean accepted() {
        return accepted;
    }

    String repetitionKey() {
        return repetitionKey;
    }

    /**
     * Sets the key that identifies repetitions of a write.
     *
     * @param key the call's parameters in a comparable form
     */
    public void repetitionKey(String key) {
        repetitionKey = key;
    }

    /**
     * Whether only documented spelling and types are accepted.
     *
     * @return the simulator's mode
     */
    public boolean strict() {
        return strict;
    }

    /**
     * Returns the account of the call.
     *
     * @return null before a login
     */
    public Account account() {
        return account;
    }

    /**
     * Returns the checked parameters.
     *
     * @return null for a multipart form
     */
    public Args args() {
        return args;
    }

    /**
     * Reads the multipart form of the call with its parts in any order. The file is read in one pass.
     *
     * @param fileName the name of the file part
     * @param sink returns the target of the file's bytes when they begin; gets the text parts before the file
     * @return the checked text parts
     * @throws IOException if the client disconnected or the disk failed
     * @throws Refusal if this is not the documented form
     */
    public Args readForm(String fileName, Function<Map<String, String>, PartSink> sink) throws IOException {
        String boundary = Multipart.boundary(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (boundary == null) {
            throw Refusal.parameter("Content-Type multipart/form-data");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        boolean[] file = new boolean[1];
        PartListener listener = new PartListener() {
            @Override
            public void text(String name, String value) {
                texts.put(name, value);
            }

            @Override
            public PartSink file(String name) {
                if (!fileName.equals(name) && (strict || !fileName.equalsIgnoreCase(name))) {
                    throw Refusal.parameter("unknown " + name);
                }
                file[0] = true;
                return sink.apply(texts);
            }
        };
        try {
            Multipart.read(exchange.getRequestBody(), boundary, Invented.TEXT_PART_LIMIT, listener);
        } catch (MalformedFormException | EOFException e) {
            // the body is complete here; for a client that disconnected, the stream of the JDK throws another exception
            throw Refusal.parameter("multipart form: " + e.getMessage());
        }
        if (!file[0]) {
            throw Refusal.parameter(fileName);
        }
        Form form = endpoint.form();
        return form.bind(texts, strict);
    }
}
