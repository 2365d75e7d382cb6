package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinMaxWindowTest {

    @Test
    void isThatOfTheLastNumbersWhateverTheyAre() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            MinMaxWindow spread = new MinMaxWindow();
            List<Long> all = new ArrayList<>();
            assertThat(spread.spread()).isZero();
            int window = 1 + random.nextInt(12);
            for (int i = 0; i < 60; i++) {
                window = random.nextInt(10) == 0 ? 1 + random.nextInt(12) : window;
                long number = random.nextInt(20);
                all.add(number);
                while (all.size() > window) {
                    all.remove(0);
                }
                spread.add(number, window);
                assertThat(spread.count()).isEqualTo(all.size());
                assertThat(spread.spread()).isEqualTo(Collections.max(all) - Collections.min(all));
            }
        }
    }
}
