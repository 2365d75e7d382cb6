package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members whose own clocks differ share one time, which goes on without a jump when the oldest of them leaves. */
class HazelcastClockIT {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** More than a busy machine holds an answer up, and much less than the clocks differ. */
    private static final long TOLERANCE = 20 * SECOND;

    private static final Duration SLACK = Duration.ofNanos(TOLERANCE);

    private final HazelcastMembers members = new HazelcastMembers();
    private final List<HazelcastEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(HazelcastEngine::close);
        members.close();
    }

    private HazelcastEngine node(HazelcastInstance member) throws Exception {
        HazelcastEngine engine = new HazelcastEngine(member, Node.TIMEOUT, SLACK);
        engines.add(engine);
        EngineContract.get(engine.refresh());
        return engine;
    }

    private static EngineClock clock(HazelcastInstance member) {
        return new HazelcastClock(member, Node.TIMEOUT, SLACK).time();
    }

    /** By how much a member's time is ahead of that of another one. */
    private static long ahead(HazelcastInstance member, EngineClock other) {
        return clock(member).currentTimeNanos() - other.currentTimeNanos();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -60, 60, 3600})
    void theTimeOfTheOldestMemberGoesOnWhenItLeaves(long secondsAhead) throws Exception {
        HazelcastInstance oldest = members.start(0);
        EngineClock wrong = clock(oldest);
        long wall = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        wrong.begin(wall + secondsAhead * SECOND);
        HazelcastEngine first = node(oldest);
        HazelcastInstance second = members.start(0);
        HazelcastInstance third = members.start(0);
        HazelcastEngine other = node(second);
        node(third);
        assertThat(ahead(second, wrong)).isBetween(-TOLERANCE, TOLERANCE);
        assertThat(ahead(third, wrong)).isBetween(-TOLERANCE, TOLERANCE);

        // taken for 100 seconds, so that a jump by 60 seconds shows, whichever member owns the limits
        List<String> limits = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String limit = "test:" + UUID.randomUUID();
            limits.add(limit);
            EngineContract.get(first.take(limit, TimeUnit.SECONDS.toMicros(100), true));
        }
        long taken = System.nanoTime();
        oldest.getLifecycleService().shutdown();
        EngineContract.get(other.refresh());
        HazelcastInstance late = members.start(0);
        HazelcastEngine last = node(late);
        assertThat(ahead(second, wrong)).isBetween(-TOLERANCE, TOLERANCE);
        assertThat(ahead(late, wrong)).isBetween(-TOLERANCE, TOLERANCE);
        for (String limit : limits) {
            long left = EngineContract.get(last.take(limit, 1, false));
            long passed = System.nanoTime() - taken;
            assertThat(left).isBetween(100 * SECOND - passed - TOLERANCE, 100 * SECOND + TOLERANCE);
        }
    }

    /** It joined before another one, and uses the account later. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTimeGoesOnEvenIfTheNextOldestMemberDidNotNeedItBefore(boolean needsItFirst) throws Exception {
        HazelcastInstance oldest = members.start(0);
        EngineClock wrong = clock(oldest);
        wrong.begin(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + 3600 * SECOND);
        node(oldest);
        HazelcastInstance second = members.start(0);
        HazelcastInstance third = members.start(0);
        HazelcastEngine last = node(third);
        assertThat(clock(second).known()).isFalse();
        oldest.getLifecycleService().shutdown();
        await().until(() -> Stream.of(second, third)
                .allMatch(member -> member.getCluster().getMembers().size() == 2));
        if (needsItFirst) {
            node(second);
        }
        EngineContract.get(last.refresh());
        assertThat(ahead(second, wrong)).isBetween(-TOLERANCE, TOLERANCE);
        assertThat(ahead(third, wrong)).isBetween(-TOLERANCE, TOLERANCE);
    }

    /** Not that of the member that owns the limit. */
    @Test
    void theTimeOfTheNodeThatAsksCounts() throws Exception {
        HazelcastInstance one = members.start(0);
        HazelcastInstance other = members.start(0);
        clock(one).begin(0);
        clock(other).begin(1000 * SECOND);
        engines.add(new HazelcastEngine(one, Node.TIMEOUT, SLACK));
        engines.add(new HazelcastEngine(other, Node.TIMEOUT, SLACK));
        for (int i = 0; i < 20; i++) {
            String limit = "test:" + UUID.randomUUID();
            EngineContract.get(engines.get(0).take(limit, TimeUnit.SECONDS.toMicros(1100), true));
            assertThat(EngineContract.get(engines.get(1).take(limit, 1, false)))
                    .isBetween(100 * SECOND - TOLERANCE, 100 * SECOND + TOLERANCE);
        }
    }

    /** The measurement fails; the time is carried on. */
    @Test
    void aMemberThatKnowsTheTimeNeedsNoAnswer() throws Exception {
        HazelcastInstance oldest = members.start(0);
        node(oldest);
        HazelcastInstance second = members.start(0);
        HazelcastEngine engine = node(second);
        String limit = "test:" + UUID.randomUUID();
        EngineContract.get(engine.take(limit, 1, true));
        oldest.getUserContext().put("camel-pan123", "no clock");
        EngineContract.get(engine.refresh());
        assertThat(EngineContract.get(engine.take(limit, 1, false))).isNotNegative();
        HazelcastInstance late = members.start(0);
        assertThatThrownBy(() -> node(late)).hasMessageContaining("cannot be cast");
    }

    @Test
    void withoutTheTimeNothingIsTaken() throws Exception {
        HazelcastEngine engine = new HazelcastEngine(members.start(0), Node.TIMEOUT, SLACK);
        engines.add(engine);
        assertThatThrownBy(() -> EngineContract.get(engine.take("test", 1, true)))
                .hasRootCauseMessage("not connected yet");
    }

    /** As two applications with copies of this module, or this module before and after an update. */
    @Test
    void copiesOfThisModuleShareTheTimeOfAnInstanceAndLeaveNothingOfTheirOwn() throws Exception {
        HazelcastInstance member = members.start(0);
        long time;
        try (IsolatedClassLoader one = IsolatedClassLoader.sharing("com.hazelcast.")) {
            time = Copy.begin(one, member, 1000 * SECOND);
        }
        assertThat(time).isBetween(1000 * SECOND, 1000 * SECOND + TOLERANCE);
        try (IsolatedClassLoader other = IsolatedClassLoader.sharing("com.hazelcast.")) {
            assertThat(Copy.begin(other, member, 5000 * SECOND))
                    .isBetween(1000 * SECOND - TOLERANCE, 1000 * SECOND + TOLERANCE);
        }
        EngineClock here = clock(member);
        assertThat(here.known()).isTrue();
        assertThat(here.currentTimeNanos()).isBetween(1000 * SECOND - TOLERANCE, 1000 * SECOND + TOLERANCE);
        EngineContract.get(node(member).take("test:" + UUID.randomUUID(), 1, true));
        assertThat(member.getUserContext().values())
                .isNotEmpty()
                .allSatisfy(kept -> assertThat(kept.getClass().getClassLoader()).isNull());
    }

    /** Runs in the other class loader. */
    public static final class Copy {

        private Copy() {}

        static long begin(ClassLoader loader, HazelcastInstance member, long nanos) throws Exception {
            Class<?> copy = loader.loadClass(Copy.class.getName());
            assertThat(copy).isNotEqualTo(Copy.class);
            return (long)
                    copy.getMethod("begin", HazelcastInstance.class, long.class).invoke(null, member, nanos);
        }

        public static long begin(HazelcastInstance member, long nanos) throws Exception {
            EngineClock time = clock(member);
            time.begin(nanos);
            try (HazelcastEngine engine = new HazelcastEngine(member, Node.TIMEOUT, SLACK)) {
                EngineContract.get(engine.refresh());
                EngineContract.get(engine.take("test:" + UUID.randomUUID(), 1, true));
                EngineContract.get(engine.takeLogin("test:" + UUID.randomUUID()));
            }
            return time.currentTimeNanos();
        }
    }
}
