package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.faults.Fault.Effect;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.gateway.LostWork;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import java.time.Duration;

/** A rule about one path: how often, then what. */
public final class FaultRule {
    private final FaultPlan plan;
    private final Faults faults;
    private final String path;
    private final boolean storage;
    private long skip;
    private long times = 1;
    private boolean timesSaid;
    private double probability = 1;

    FaultRule(FaultPlan plan, Faults faults, String path, boolean storage) {
        this.plan = plan;
        this.faults = faults;
        this.path = path;
        this.storage = storage;
    }

    /**
     * Lets some calls pass unharmed first.
     *
     * @param calls how many, 0 or more
     * @return this
     */
    public FaultRule after(long calls) {
        require(calls >= 0, "a fault cannot wait for " + calls + " calls");
        skip = calls;
        return this;
    }

    /**
     * How often the fault strikes.
     *
     * @param count at least 1
     * @return this
     */
    public FaultRule times(long count) {
        require(count >= 1, "a fault strikes at least once, not " + count + " times");
        times = count;
        timesSaid = true;
        return this;
    }

    /**
     * The fault strikes until {@link Faults#clear()}.
     *
     * @return this
     */
    public FaultRule always() {
        return times(Long.MAX_VALUE);
    }

    /**
     * The fault strikes by chance, until {@link Faults#clear()} unless {@link #times} is said as well.
     *
     * @param chance 0 to 1
     * @return this
     */
    public FaultRule probability(double chance) {
        require(chance >= 0 && chance <= 1, "a chance is 0 to 1, not " + chance);
        probability = chance;
        times = timesSaid ? times : Long.MAX_VALUE;
        return this;
    }

    /**
     * The call is answered with a code and its usual message; nothing is done.
     *
     * @param code for example 429, 401, 20103, 5066
     * @return the faults, for the next rule
     */
    public Faults answer(int code) {
        return answer(
                code,
                switch (code) {
                    case Documented.BAD_TOKEN -> Documented.BAD_TOKEN_TEXT;
                    case Documented.TOO_FREQUENT -> Documented.TOO_FREQUENT_TEXT;
                    case Documented.STILL_VERIFYING -> Documented.STILL_VERIFYING_TEXT;
                    case Documented.NO_SUCH_FILE -> Documented.NO_SUCH_FILE_TEXT;
                    case Documented.TRAFFIC_USED_UP -> Documented.TRAFFIC_USED_UP_TEXT;
                    default -> Invented.INTERNAL_TEXT;
                });
    }

    /**
     * The call is answered with a code and a message; nothing is done.
     *
     * @param code not 0
     * @param message not null
     * @return the faults, for the next rule
     */
    public Faults answer(int code, String message) {
        return add(Effect.ANSWER, code, message, Duration.ZERO);
    }

    /**
     * The work is done, and the call is answered with a code and a message all the same.
     *
     * @param code not 0
     * @param message not null
     * @return the faults, for the next rule
     */
    public Faults answerAfter(int code, String message) {
        return add(Effect.ANSWER_AFTER, code, message, Duration.ZERO);
    }

    /**
     * The call is answered with an HTTP status and a page of HTML, as a gateway in trouble does; nothing is done.
     *
     * @param status for example 500, 502, 503, 429
     * @return the faults, for the next rule
     */
    public Faults http(int status) {
        return add(Effect.HTTP, status, Invented.gatewayPage(status), Duration.ZERO);
    }

    /**
     * The connection is cut before anything is done.
     *
     * @return the faults, for the next rule
     */
    public Faults cutBefore() {
        return add(Effect.CUT_BEFORE, 0, "", Duration.ZERO);
    }

    /**
     * The work is done, and the connection is cut in place of the answer; a download is cut half-way.
     *
     * @return the faults, for the next rule
     */
    public Faults cutAfter() {
        return add(Effect.CUT_AFTER, 0, "", Duration.ZERO);
    }

    /**
     * The work is done, and the answer is no JSON.
     *
     * @return the faults, for the next rule
     */
    public Faults garbage() {
        return garbage(Invented.GARBAGE);
    }

    /**
     * The work is done, and the answer (HTTP 200) is another one, such as a page of HTML or a null where a list should be.
     *
     * @param body the whole of it, not null
     * @return the faults, for the next rule
     */
    public Faults garbage(String body) {
        return add(Effect.GARBAGE, 0, body, Duration.ZERO);
    }

    /**
     * The work is done, and half of the answer arrives before the connection is cut.
     *
     * @return the faults, for the next rule
     */
    public Faults truncate() {
        return add(Effect.TRUNCATE, 0, "", Duration.ZERO);
    }

    /**
     * The call waits, in real time, before it goes on as usual.
     *
     * @param length how long, not negative
     * @return the faults, for the next rule
     */
    public Faults delay(Duration length) {
        require(!length.isNegative(), "a delay cannot be " + length);
        return add(Effect.DELAY, 0, "", length);
    }

    /**
     * All tokens of the account are pushed out just before the call.
     *
     * @return the faults, for the next rule
     * @throws IllegalArgumentException for a path of the storage host, whose addresses carry no token
     */
    public Faults evict() {
        require(!storage, "requests for " + path + " carry no token that could be pushed out");
        return add(Effect.EVICT, 0, "", Duration.ZERO);
    }

    /**
     * The answer says success, and nothing is done: "success that never lands".
     *
     * @return the faults, for the next rule
     * @throws IllegalArgumentException for a path that only reads
     */
    public Faults lose() {
        require(LostWork.knows(path) || "/put".equals(path), path + " does no work that could get lost");
        return add(Effect.LOSE, 0, "", Duration.ZERO);
    }

    private static void require(boolean possible, String otherwise) {
        if (!possible) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Faults add(Effect effect, int code, String text, Duration delay) {
        plan.add(path, new Fault(effect, code, text, delay), skip, times, probability);
        return faults;
    }
}
