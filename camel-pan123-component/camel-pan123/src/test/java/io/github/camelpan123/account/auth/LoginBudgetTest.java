package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginBudgetTest {

    private final VirtualTime time = new VirtualTime();
    private final LoginBudget budget = new LoginBudget(time::nanos);

    private int takeAll() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void threeAtOnceAndThenOneEachTwentySeconds() {
        assertThat(takeAll()).isEqualTo(3);
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(20));
        time.pass(Duration.ofSeconds(19));
        assertThat(takeAll()).isZero();
        for (int i = 0; i < 5; i++) {
            time.pass(Duration.ofSeconds(i == 0 ? 1 : 20));
            assertThat(takeAll()).isOne();
        }
    }

    @Test
    void noMoreThanThreeAreSaved() {
        takeAll();
        time.pass(Duration.ofHours(1));
        assertThat(takeAll()).isEqualTo(3);
    }

    @Test
    void aPermitThatIsGivenBackCanBeTakenAgain() {
        takeAll();
        budget.giveBack();
        assertThat(takeAll()).isOne();
        assertThat(budget.untilNext()).isEqualTo(Duration.ofSeconds(20));
    }
}
