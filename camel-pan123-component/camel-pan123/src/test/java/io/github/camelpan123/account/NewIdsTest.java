package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the platform's "no such file" is waited out. */
class NewIdsTest {

    private long now = 1_000;
    private final NewIds ids = new NewIds(() -> now);

    private static Pan123Exception answer(int code) {
        ApiCall<?> call = FileCalls.downloadUrl(1);
        try {
            call.read(
                    new ObjectMapper(),
                    200,
                    ("{\"code\":" + code + ",\"message\":\"no\",\"data\":null,\"x-traceID\":\"\"}")
                            .getBytes(StandardCharsets.UTF_8));
            throw new AssertionError("that is a success");
        } catch (Pan123Exception e) {
            return e;
        }
    }

    private Optional<Duration> before(NewIds.BackOff backOff, Throwable failure, Long... named) {
        return backOff.before(failure, List.of(named), false);
    }

    @Test
    void anIdOfTheLastTenSecondsIsTriedFiveTimesInSixSeconds() {
        ids.made(7);
        now += Duration.ofSeconds(10).toNanos();
        long begun = now;
        NewIds.BackOff backOff = ids.backOff();
        int tries = 1;
        for (Optional<Duration> pause = before(backOff, answer(5066), 7L);
                pause.isPresent();
                pause = before(backOff, answer(5066), 7L)) {
            now += pause.get().toNanos();
            tries++;
        }
        assertThat(tries).isEqualTo(5);
        assertThat(Duration.ofNanos(now - begun)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void slowAnswersDoNotMakeItLonger() {
        ids.made(7);
        long begun = now;
        NewIds.BackOff backOff = ids.backOff();
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        while (pause.isPresent()) {
            now += pause.get().toNanos();
            assertThat(Duration.ofNanos(now - begun)).isLessThanOrEqualTo(Duration.ofSeconds(6));
            now += Duration.ofSeconds(2).toNanos();
            pause = before(backOff, answer(5066), 7L);
        }
    }

    @Test
    void everythingElseFailsAtOnce() {
        ids.made(7);
        assertThat(before(ids.backOff(), answer(5066), 8L)).isEmpty();
        assertThat(before(ids.backOff(), answer(5066))).isEmpty();
        assertThat(before(ids.backOff(), answer(5113), 7L)).isEmpty();
        assertThat(before(ids.backOff(), new Pan123NotFoundException("not on the path"), 7L))
                .isEmpty();
        assertThat(before(ids.backOff(), answer(20103), 7L)).isPresent();
        assertThat(before(ids.backOff(), answer(5066), 7L, 8L)).isPresent();
        assertThat(ids.backOff().before(answer(5066), List.of(7L, 8L), true)).isEmpty();
        now += Duration.ofSeconds(10).plusMillis(1).toNanos();
        assertThat(before(ids.backOff(), answer(5066), 7L)).isEmpty();
    }

    @Test
    void whatWasDeletedIsRightlyDenied() {
        ids.made(7);
        ids.gone(List.of(7L));
        assertThat(before(ids.backOff(), answer(5066), 7L)).isEmpty();
    }
}
