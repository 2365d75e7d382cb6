package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Texts that are cut. */
class ShortTextTest {

    @Test
    void cutsWhatIsTooLongAndNoCharacterInHalf() {
        assertThat(ShortText.of("", 3)).isEmpty();
        assertThat(ShortText.of("abc", 3)).isEqualTo("abc");
        assertThat(ShortText.of("abcd", 3)).isEqualTo("abc…");
        assertThat(ShortText.of("ab😀", 3)).isEqualTo("ab…");
        assertThat(ShortText.of("ab😀", 4)).isEqualTo("ab😀");
        assertThat(ShortText.of(new IOException("abcd"), 3)).isEqualTo("abc…");
        assertThat(ShortText.of(new IOException(), 100)).isEqualTo("IOException");
    }
}
