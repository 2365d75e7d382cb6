package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({"20,20,1000", "1,1,1000", "10.0,10,1000", "0.2,1,5000", "2.5,1,400", "0.3,1,3334"})
    void readsNumbersAndFractions(String text, int permits, long millis) {
        assertThat(Rate.parse("x", text)).isEqualTo(new Rate(permits, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "", "1e99", "NaN"})
    void refusesWhatIsNoLimitNamingOptionValueAndRule(String text) {
        assertThatThrownBy(() -> Rate.parse("rateLimits.fileMove", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rateLimits.fileMove=" + text)
                .hasMessageContaining("calls per second");
    }

    @Test
    void shipsTheSeventeenDocumentedLimits() {
        LimitTable table = LimitTable.with(Map.of());
        long documented =
                Arrays.stream(Api.values()).filter(LimitTable::documented).count();
        assertThat(documented).isEqualTo(17);
        assertThat(table.rate(Api.FILE_LIST_V1, false)).contains(new Rate(1, Duration.ofSeconds(5)));
        assertThat(table.rate(Api.FILE_MOVE, false)).contains(new Rate(3, Duration.ofSeconds(1)));
        assertThat(table.rate(Api.FILE_MOVE, true)).contains(new Rate(10, Duration.ofSeconds(1)));
    }

    @Test
    void ownLimitsWinByShortNameAndByPath() {
        LimitTable table = LimitTable.with(Map.of("filemove", "7", "api/v1/user/info", "0.5"));
        assertThat(table.rate(Api.FILE_MOVE, true)).contains(new Rate(7, Duration.ofSeconds(1)));
        assertThat(table.rate(Api.USER_INFO, false)).contains(new Rate(1, Duration.ofSeconds(2)));
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> LimitTable.with(Map.of("fileMoved", "7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rateLimits.fileMoved")
                .hasMessageContaining("fileMove");
    }
}
