package io.github.camelpan123.simulator.faults;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The faults that are still to come, by path. Of several rules for a path the oldest plays first. */
public final class FaultPlan {
    private static final class Rule {
        private final Fault fault;
        private final double probability;
        private final AtomicLong skip;
        private final AtomicLong left;

        Rule(Fault fault, double probability, long skip, long left) {
            this.fault = fault;
            this.probability = probability;
            this.skip = new AtomicLong(skip);
            this.left = new AtomicLong(left);
        }

        boolean strikes() {
            if (skip.get() > 0 && skip.getAndDecrement() > 0) {
                return false;
            }
            if (probability < 1 && ThreadLocalRandom.current().nextDouble() >= probability) {
                return false;
            }
            return left.getAndDecrement() > 0;
        }
    }

    private final Map<String, List<Rule>> rules = new ConcurrentHashMap<>();
    private volatile boolean any;

    /** No fault. */
    public FaultPlan() {}

    /**
     * Plans a fault.
     *
     * @param path with a leading slash
     * @param fault what happens
     * @param skip calls that pass unharmed first
     * @param times how often it strikes
     * @param probability 0 to 1, of each call that may be struck
     */
    public void add(String path, Fault fault, long skip, long times, double probability) {
        rules.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>()).add(new Rule(fault, probability, skip, times));
        any = true;
    }

    /**
     * The fault that strikes a call.
     *
     * @param path with a leading slash
     * @return null for none
     */
    public Fault next(String path) {
        if (!any) {
            return null;
        }
        List<Rule> waiting = rules.get(path);
        if (waiting == null) {
            return null;
        }
        Iterator<Rule> all = waiting.iterator();
        while (all.hasNext()) {
            Rule rule = all.next();
            if (rule.left.get() <= 0) {
                waiting.remove(rule);
            } else if (rule.strikes()) {
                return rule.fault;
            }
        }
        return null;
    }

    /** Forgets every fault. */
    public void clear() {
        any = false;
        rules.clear();
    }
}
