package io.github.camelpan123.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that the members of a Hazelcast cluster share: that of the oldest one. Each member carries it on with its own
 * monotonic clock. So it does not jump when the oldest member leaves, or when a limit gets another owner, whatever the
 * members' own clocks show. Members that share an instance share its clock.
 */
final class HazelcastClock {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastClock.class);
    private static final String NAME = "camel-pan123";

    private final HazelcastInstance hazelcast;
    private final Duration timeout;
    private final EngineClock.Bounds bounds;
    private final EngineClock time;

    /**
     * @param timeout how long the oldest member may take to tell its time once, half of what all of it may take
     * @param slack of the limits, by which the clocks of nodes may differ in part
     */
    HazelcastClock(HazelcastInstance hazelcast, Duration timeout, Duration slack) {
        this.bounds = EngineClock.Bounds.of(timeout.multipliedBy(2), slack);
        this.hazelcast = hazelcast;
        this.timeout = timeout;
        this.time = of(hazelcast);
    }

    /**
     * What is kept is of the JDK only, because the instance may outlive this module, and several applications with a copy
     * of it may share the instance.
     */
    private static EngineClock of(HazelcastInstance hazelcast) {
        return new EngineClock(
                (AtomicLong) hazelcast.getUserContext().computeIfAbsent(NAME, first -> EngineClock.unknownOffset()));
    }

    EngineClock time() {
        return time;
    }

    /** Asks the oldest member for its time. May block until the timeout is over. */
    void measure() throws Exception {
        Member oldest = oldest(hazelcast);
        if (!oldest.localMember()) {
            ask(oldest);
        } else if (!time.known()) {
            askTheOthers();
            begin(time);
        }
    }

    /** The members before may have left while this one did not need the time yet. */
    private void askTheOthers() {
        for (Member member : hazelcast.getCluster().getMembers()) {
            if (!member.localMember() && !time.known()) {
                try {
                    ask(member);
                } catch (Exception unknown) {
                    LOG.debug("The member {} does not know the time", member, unknown);
                }
            }
        }
    }

    private void ask(Member member) throws Exception {
        time.measure(bounds, () -> hazelcast
                .getExecutorService(NAME)
                .submitToMember(new Question(time.known() ? time.currentTimeNanos() : null), member)
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Hazelcast sorts the members by age. */
    private static Member oldest(HazelcastInstance hazelcast) {
        return hazelcast.getCluster().getMembers().iterator().next();
    }

    private static void begin(EngineClock time) {
        time.begin(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    }

    /**
     * Is answered by the member that it is sent to. If that has become the oldest one without having needed the time, it
     * begins with that of whoever asks.
     */
    private static final class Question implements Callable<Long>, HazelcastInstanceAware, Serializable {
        private static final long serialVersionUID = 1L;

        /** Null if whoever asks does not know the time. */
        private final Long known;

        private transient HazelcastInstance asked;

        Question(Long known) {
            this.known = known;
        }

        @Override
        public void setHazelcastInstance(HazelcastInstance hazelcast) {
            asked = hazelcast;
        }

        @Override
        public Long call() {
            EngineClock time = of(asked);
            if (!time.known()) {
                if (!oldest(asked).localMember()) {
                    throw new IllegalStateException("this member is not the oldest and does not know the time yet");
                }
                if (known == null) {
                    begin(time);
                } else {
                    time.begin(known);
                }
            }
            return time.currentTimeNanos();
        }
    }
}
