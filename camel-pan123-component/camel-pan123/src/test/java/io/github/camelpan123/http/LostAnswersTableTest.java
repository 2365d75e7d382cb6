package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call has a row that says what is done when its answer is lost. */
class LostAnswersTableTest {

    @ParameterizedTest
    @EnumSource(Api.class)
    void everyCallHasARow(Api api) {
        assertThat(LostAnswers.kind(api)).isNotNull();
        if (api.method() == Api.Method.GET) {
            assertThat(LostAnswers.kind(api)).isEqualTo(LostAnswers.Kind.reads);
        }
        Pan123Exception lost = new Pan123UnreachableException(api, "no answer", null);
        if (LostAnswers.kind(api) == LostAnswers.Kind.unknown) {
            assertThat(LostAnswers.of(api, lost))
                    .isInstanceOf(Pan123OutcomeUnknownException.class)
                    .hasMessageContaining(api.path())
                    .hasMessageContaining("heck")
                    .hasCause(lost);
            assertThat(LostAnswers.of(api, lost).isRetriable()).isFalse();
        } else {
            assertThat(LostAnswers.of(api, lost)).isSameAs(lost);
        }
        Pan123Exception refused = new Pan123NotFoundException("no such file");
        assertThat(LostAnswers.of(api, refused)).isSameAs(refused);
    }

    @Test
    void theRowsAreInTheOrderOfTheCalls() throws IOException {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                LostAnswers.class.getResourceAsStream("lost-answers.csv"), StandardCharsets.UTF_8))) {
            List<String> names = rows.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
            assertThat(names)
                    .containsExactlyElementsOf(
                            Arrays.stream(Api.values()).map(Api::shortName).toList());
        }
    }
}
