package io.github.camelpan123.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyedSerializerTest {

    private final KeyedSerializer<String> serializer = new KeyedSerializer<>(Runnable::run);
    private final List<String> log = new ArrayList<>();

    @Test
    void oneOfAKindIsDoneAtATimeInTheOrderOfAsking() {
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            String name = "a" + i;
            work.add(end);
            serializer.take("a", () -> {
                log.add(name);
                return end;
            });
        }
        serializer.take("b", () -> {
            log.add("b");
            return new CompletableFuture<>();
        });
        assertThat(log).containsExactly("a0", "b");
        work.get(0).complete(null);
        assertThat(log).containsExactly("a0", "b", "a1");
        work.get(1).completeExceptionally(new IllegalStateException("failures end a turn too"));
        assertThat(log).containsExactly("a0", "b", "a1", "a2");
    }

    @Test
    void anErrorEndsItsTurnToo() {
        CompletableFuture<Void> broken = serializer.take("a", () -> {
            throw new AssertionError("no");
        });
        assertThat(broken).isCompletedExceptionally();
        assertThat(serializer.take("a", () -> CompletableFuture.completedFuture("yes")))
                .isCompletedWithValue("yes");
    }

    @Test
    void workThatCannotEvenBeginEndsItsTurn() {
        CompletableFuture<Void> broken = serializer.take("a", () -> {
            throw new IllegalStateException("no");
        });
        assertThat(broken).isCompletedExceptionally();
        assertThat(serializer.take("a", () -> CompletableFuture.completedFuture("yes")))
                .isCompletedWithValue("yes");
    }
}
