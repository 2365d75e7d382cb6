package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.faults.Fault;
import io.github.camelpan123.simulator.faults.Fault.Effect;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.gateway.LostWork;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import java.time.Duration;

/** A rule for the faults of one path: when a fault occurs, and which one. */
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
     * Lets some calls pass before the first fault.
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
     * Sets how often the fault occurs.
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
     * Lets the fault occur until {@link Faults#clear()}.
     *
     * @return this
     */
    public FaultRule always() {
        return times(Long.MAX_VALUE);
    }

    /**
     * Lets the fault occur at random, until {@link Faults#clear()} unless {@link #times} is set as well.
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
     * Answers the call with a code and its usual message, without executing it.
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
     * Answers the call with a code and a message, without executing it.
     *
     * @param code not 0
     * @param message not null
     * @return the faults, for the next rule
     */
    public Faults answer(int code, String message) {
        return add(Effect.ANSWER, code, message, Duration.ZERO);
    }

    /**
     * Executes the call, but answers it with a code and a message.
     *
     * @param code not 0
     * @param message not null
     * @return the faults, for the next rule
     */
    public Faults answerAfter(int code, String message) {
        return add(Effect.ANSWER_AFTER, code, message, Duration.ZERO);
    }

    /**
     * Answers the call with an HTTP status and an HTML page, as a failing gateway does, without executing it.
     *
     * @param status for example 500, 502, 503, 429
     * @return the faults, for the next rule
     */
    public Faults http(int status) {
        return add(Effect.HTTP, status, Invented.gatewayPage(status), Duration.ZERO);
    }

    /**
     * Closes the connection before the call is executed.
     *
     * @return the faults, for the next rule
     */
    public Faults cutBefore() {
        return add(Effect.CUT_BEFORE, 0, "", Duration.ZERO);
    }

    /**
     * Executes the call and closes the connection instead of answering. A download is interrupted half-way.
     *
     * @return the faults, for the next rule
     */
    public Faults cutAfter() {
        return add(Effect.CUT_AFTER, 0, "", Duration.ZERO);
    }

    /**
     * Executes the call and sends an answer that is not JSON.
     *
     * @return the faults, for the next rule
     */
    public Faults garbage() {
        return garbage(Invented.GARBAGE);
    }

    /**
     * Executes the call and sends another answer (HTTP 200), such as an HTML page or a null in place of a list.
     *
     * @param body the complete body, not null
     * @return the faults, for the next rule
     */
    public Faults garbage(String body) {
        return add(Effect.GARBAGE, 0, body, Duration.ZERO);
    }

    /**
     * Executes the call, sends half of the answer and closes the connection.
     *
     * @return the faults, for the next rule
     */
    public Faults truncate() {
        return add(Effect.TRUNCATE, 0, "", Duration.ZERO);
    }

    /**
     * Delays the call in real time and then executes it as usual.
     *
     * @param length how long, not negative
     * @return the faults, for the next rule
     */
    public Faults delay(Duration length) {
        require(!length.isNegative(), "a delay cannot be " + length);
        return add(Effect.DELAY, 0, "", length);
    }

    /**
     * Evicts all tokens of the account just before the call.
     *
     * @return the faults, for the next rule
     * @throws IllegalArgumentException for a path of the storage host, whose URLs contain no token
     */
    public Faults evict() {
        require(!storage, "requests for " + path + " carry no token that could be pushed out");
        return add(Effect.EVICT, 0, "", Duration.ZERO);
    }

    /**
     * Answers with success without executing the call: "success that never lands".
     *
     * @return the faults, for the next rule
     * @throws IllegalArgumentException for a read-only path
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
