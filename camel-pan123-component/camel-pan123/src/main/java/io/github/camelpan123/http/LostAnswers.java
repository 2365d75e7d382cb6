package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123MalformedAnswerException;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The handling of lost answers for each call, as defined in {@code lost-answers.csv}, which also names the class that
 * looks whether a call was executed.
 */
public final class LostAnswers {

    private static final int SERVER_ERROR = 500;
    private static final Map<Api, Row> ROWS = load();

    /** How a lost answer is handled. */
    enum Kind {
        /** The call only reads and may be repeated. */
        reads,
        /** Repeating the call has the same result. */
        repeatable,
        /** A lookup shows whether the call was executed, before it is repeated. */
        lookedFor,
        /** The call is never repeated, because nothing shows whether it was executed. */
        unknown
    }

    private record Row(Kind kind, String text) {}

    private LostAnswers() {}

    /** Whether a failure leaves unknown if the call was executed. */
    public static boolean lost(Throwable failure) {
        return failure instanceof Pan123UnreachableException
                || failure instanceof Pan123MalformedAnswerException
                || failure instanceof Pan123Exception e && e.getHttpResponseCode() >= SERVER_ERROR;
    }

    /** Whether a call that only reads may succeed when it is repeated later. */
    public static boolean passing(Throwable failure) {
        return lost(failure) || failure instanceof Pan123Exception e && e.isRetriable();
    }

    static Kind kind(Api api) {
        return ROWS.get(api).kind();
    }

    /**
     * Returns the failure to report for a call that was sent.
     *
     * @return the given failure, or {@link Pan123OutcomeUnknownException} if the outcome is unknown and the call must
     *     not be repeated
     */
    static Pan123Exception of(Api api, Pan123Exception failure) {
        return lost(failure) && kind(api) == Kind.unknown ? unknown(api, failure) : failure;
    }

    private static Pan123OutcomeUnknownException unknown(Api api, Pan123Exception failure) {
        return new Pan123OutcomeUnknownException(
                api,
                "The answer of " + api.path() + " was lost, so it is not known whether the call was carried out. "
                        + ROWS.get(api).text() + " (" + failure.getMessage() + ")",
                failure);
    }

    private static Map<Api, Row> load() {
        Map<Api, Row> rows = new EnumMap<>(Api.class);
        try (InputStream in = LostAnswers.class.getResourceAsStream("lost-answers.csv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split(",", 3);
                        Api api = Api.find(cells[0])
                                .orElseThrow(() -> new IllegalStateException("lost-answers.csv: " + line));
                        rows.put(api, new Row(Kind.valueOf(cells[1]), cells[2]));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
