package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.consumer.PendingAction.State;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingActionTest {

    private static PendingAction in(State state) {
        PendingAction action = new PendingAction(
                new FileEntry(7, "a.txt", 1, false, 10, "", 0, 0, false, null, null), PendingAction.Act.MOVE);
        if (state != State.PENDING) {
            assertThat(action.take()).isTrue();
        }
        if (state == State.OVER) {
            action.end();
        }
        assertThat(action.state()).isEqualTo(state);
        return action;
    }

    /** A poll may hold an action that has ended since: it must not be taken again. */
    @ParameterizedTest
    @CsvSource({"PENDING, true, TAKEN", "TAKEN, false, TAKEN", "OVER, false, OVER"})
    void anActionIsTakenOnce(State before, boolean taken, State after) {
        PendingAction action = in(before);
        assertThat(action.take()).isEqualTo(taken);
        assertThat(action.state()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, ", "TAKEN, PENDING", "OVER, "})
    void onlyATakenActionIsGivenBack(State before, State after) {
        check(in(before), PendingAction::giveBack, before, after);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, ", "TAKEN, OVER", "OVER, "})
    void onlyATakenActionEnds(State before, State after) {
        check(in(before), PendingAction::end, before, after);
    }

    private static void check(PendingAction action, Consumer<PendingAction> event, State before, State after) {
        if (after == null) {
            assertThatIllegalStateException().isThrownBy(() -> event.accept(action));
            assertThat(action.state()).isEqualTo(before);
        } else {
            event.accept(action);
            assertThat(action.state()).isEqualTo(after);
        }
    }
}
