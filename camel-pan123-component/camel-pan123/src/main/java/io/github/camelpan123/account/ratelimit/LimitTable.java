package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shipped limits ({@code limits.csv}), overridden by the user's own limits. */
public final class LimitTable {

    private static final Map<Api, Row> SHIPPED = load();

    private final Map<Api, Rate> overrides;

    private record Row(Rate free, Rate vip, boolean documented) {}

    private LimitTable(Map<Api, Rate> overrides) {
        this.overrides = new ConcurrentHashMap<>(overrides);
    }

    /**
     * Creates a table with the limits of a user.
     *
     * @param rateLimits short name or path to calls per second, as in the option of that name
     * @throws IllegalArgumentException for an invalid name or number
     */
    public static LimitTable with(Map<String, String> rateLimits) {
        Map<Api, Rate> overrides = new EnumMap<>(Api.class);
        rateLimits.forEach((name, number) -> {
            Api api = Api.find(name)
                    .orElseThrow(() -> new IllegalArgumentException("rateLimits." + name
                            + " names no call of the platform; known are "
                            + SHIPPED.keySet().stream()
                                    .map(Api::shortName)
                                    .sorted()
                                    .toList()));
            if (!SHIPPED.containsKey(api)) {
                throw new IllegalArgumentException("rateLimits." + name
                        + " has no effect: those calls are bounded by maxUploadsInFlight, not by a rate");
            }
            overrides.put(api, Rate.parse("rateLimits." + name, number));
        });
        return new LimitTable(overrides);
    }

    /** Returns the limits of another table that are stricter than the limits here, or have no counterpart here. */
    public Map<Api, Rate> restrict(LimitTable later) {
        Map<Api, Rate> stricter = new EnumMap<>(Api.class);
        later.overrides.forEach((api, rate) -> {
            Rate own = overrides.get(api);
            if (own == null || rate.stricterThan(own)) {
                stricter.put(api, rate);
            }
        });
        return stricter;
    }

    /** Sets the limit of a call. */
    public void override(Api api, Rate rate) {
        overrides.put(api, rate);
    }

    /**
     * Returns the limit of a call; empty for the few calls that are limited by the number of concurrent requests
     * instead.
     */
    public Optional<Rate> rate(Api api, boolean vip) {
        Rate own = overrides.get(api);
        if (own != null) {
            return Optional.of(own);
        }
        return Optional.ofNullable(SHIPPED.get(api)).map(row -> vip ? row.vip() : row.free());
    }

    /**
     * Returns the limit of all nodes that share an account: the shipped one if a node's own is stricter. A node that
     * reserved the longer intervals of its own limit would leave no time to the others.
     */
    public static Rate shared(Api api, boolean vip, Rate own) {
        Row row = SHIPPED.get(api);
        Rate shipped = row == null ? own : vip ? row.vip() : row.free();
        return own.stricterThan(shipped) ? shipped : own;
    }

    /** Returns the calls that have a limit. */
    public static Set<Api> limited() {
        return SHIPPED.keySet();
    }

    /** Whether the platform documents the limit. */
    static boolean documented(Api api) {
        Row row = SHIPPED.get(api);
        return row != null && row.documented();
    }

    private static Map<Api, Row> load() {
        Map<Api, Row> rows = new EnumMap<>(Api.class);
        try (InputStream in = LimitTable.class.getResourceAsStream("limits.csv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split(",", -1);
                        Api api =
                                Api.find(cells[0]).orElseThrow(() -> new IllegalStateException("limits.csv: " + line));
                        rows.put(
                                api,
                                new Row(
                                        Rate.parse(cells[0], cells[1]),
                                        Rate.parse(cells[0], cells[2]),
                                        cells[3].equals("documented")));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
