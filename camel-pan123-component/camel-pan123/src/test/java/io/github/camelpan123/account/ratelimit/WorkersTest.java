package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the calls that may be under way are shared between queues, with work that ends when it is told to. */
class WorkersTest {

    private static final int ANY = Integer.MAX_VALUE;

    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private final Workers workers = new Workers(underWay::add);

    /** Begins as much as the queue may. */
    private int begin(Workers.Share share, double perSecond, int most) {
        int begun = 0;
        while (share.begin(perSecond, most, () -> {})) {
            begun++;
        }
        return begun;
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 1000, 100_000})
    void aQueueHasAQuarterAtMost(double perSecond) {
        assertThat(begin(workers.share(), perSecond, ANY)).isEqualTo(64);
    }

    @Test
    void aQueueHasNoMoreThanItHasAUseFor() {
        assertThat(begin(workers.share(), 20, 27)).isEqualTo(27);
    }

    static Stream<List<Integer>> limits() {
        return Stream.of(queues(6, 20), queues(0, 40), queues(10, 10), queues(12, 5));
    }

    /** Of 20 and of 10 calls a second; together they ask for more than there is. */
    private static List<Integer> queues(int twenties, int tens) {
        return Stream.concat(Collections.nCopies(twenties, 20).stream(), Collections.nCopies(tens, 10).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void whereThereAreTooFewEachQueueHasTheSamePartOfItsLimit(List<Integer> limits) {
        Random random = new Random(1);
        int[] held = new int[limits.size()];
        long[] sums = new long[limits.size()];
        List<Workers.Share> shares =
                limits.stream().map(limit -> workers.share()).toList();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, held.length).boxed().toList());
        int rounds = 10_000;
        for (int round = 0; round < 2 * rounds; round++) {
            if (!underWay.isEmpty()) {
                underWay.poll().run();
            }
            // whose turn comes first is chance
            Collections.shuffle(order, random);
            for (int queue : order) {
                if (shares.get(queue).begin(limits.get(queue), ANY, () -> held[queue]--)) {
                    held[queue]++;
                }
                sums[queue] += round < rounds ? 0 : held[queue];
            }
        }
        double all = limits.stream().mapToInt(limit -> limit).sum();
        for (int queue = 0; queue < held.length; queue++) {
            assertThat(sums[queue] / (double) rounds / limits.get(queue))
                    .as("queue %d", queue)
                    .isCloseTo(Workers.MOST / all, withinPercentage(15));
        }
    }

    @Test
    void afterOneThatTakesAllItCanTheOthersHaveWhatTheyNeed() {
        begin(workers.share(), 1000, ANY);
        // limits times one and a half seconds
        assertThat(begin(workers.share(), 20, 30)).isEqualTo(30);
        assertThat(begin(workers.share(), 20, 30)).isEqualTo(30);
        assertThat(begin(workers.share(), 10, 15)).isEqualTo(15);
        assertThat(begin(workers.share(), 1, 2)).isEqualTo(2);
    }

    @Test
    void whatHasEndedMakesRoom() {
        Workers.Share share = workers.share();
        begin(share, 20, 5);
        assertThat(share.begin(20, 5, () -> {})).isFalse();
        underWay.poll().run();
        assertThat(begin(share, 20, 5)).isOne();
    }

    @Test
    void whatThrowsMakesRoomToo() {
        Workers.Share share = workers.share();
        share.begin(20, 1, () -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> underWay.poll().run()).isInstanceOf(IllegalStateException.class);
        assertThat(begin(share, 20, 1)).isOne();
    }

    @Test
    void aPoolThatHasNoThreadMakesTheQueueWait() {
        boolean[] full = {true};
        Workers.Share share = new Workers(task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    underWay.add(task);
                })
                .share();
        for (int i = 0; i < 1000; i++) {
            assertThat(share.begin(20, ANY, () -> {})).isFalse();
        }
        full[0] = false;
        assertThat(begin(share, 20, ANY)).isEqualTo(64);
    }
}
