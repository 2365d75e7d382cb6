package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.consumer.Leftover.State;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftoverTest {

    private static Leftover in(State state) {
        Leftover leftover =
                new Leftover(new FileEntry(7, "a.txt", 1, false, 10, "", 0, 0, false, null, null), Leftover.Act.MOVE);
        if (state != State.PENDING) {
            assertThat(leftover.take()).isTrue();
        }
        if (state == State.OVER) {
            leftover.end();
        }
        assertThat(leftover.state()).isEqualTo(state);
        return leftover;
    }

    /** A poll may hold an action that has ended since: it must not be taken again. */
    @ParameterizedTest
    @CsvSource({"PENDING, true, TAKEN", "TAKEN, false, TAKEN", "OVER, false, OVER"})
    void anActionIsTakenOnce(State before, boolean taken, State after) {
        Leftover leftover = in(before);
        assertThat(leftover.take()).isEqualTo(taken);
        assertThat(leftover.state()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, ", "TAKEN, PENDING", "OVER, "})
    void onlyATakenActionIsGivenBack(State before, State after) {
        check(in(before), Leftover::giveBack, before, after);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, ", "TAKEN, OVER", "OVER, "})
    void onlyATakenActionEnds(State before, State after) {
        check(in(before), Leftover::end, before, after);
    }

    private static void check(Leftover leftover, Consumer<Leftover> event, State before, State after) {
        if (after == null) {
            assertThatIllegalStateException().isThrownBy(() -> event.accept(leftover));
            assertThat(leftover.state()).isEqualTo(before);
        } else {
            event.accept(leftover);
            assertThat(leftover.state()).isEqualTo(after);
        }
    }
}
