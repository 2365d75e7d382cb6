package io.github.camelpan123.simulator.faults;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The planned faults, by path. If a path has several rules, the oldest applies first. */
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

    /** Creates a plan without faults. */
    public FaultPlan() {}

    /**
     * Plans a fault.
     *
     * @param path with a leading slash
     * @param fault what happens
     * @param skip calls that pass before the first fault
     * @param times how often it occurs
     * @param probability 0 to 1, for each call that can be affected
     */
    public void add(String path, Fault fault, long skip, long times, double probability) {
        rules.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>()).add(new Rule(fault, probability, skip, times));
        any = true;
    }

    /**
     * Returns the fault of the next call.
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

    /** Removes all faults. */
    public void clear() {
        any = false;
        rules.clear();
    }
}
