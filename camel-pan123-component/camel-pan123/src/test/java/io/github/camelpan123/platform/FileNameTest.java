package io.github.camelpan123.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a/b", "a:b", "a*b", "a?b", "a|b", "a>b", "a<b", "a\nb"})
    void refusesForbiddenCharactersNamingTheValue(String name) {
        assertThatThrownBy(() -> FileName.require("fileName", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fileName")
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void refusesNothing(String name) {
        assertThatThrownBy(() -> FileName.require("fileName", name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takes254CharactersAndRefuses255() {
        assertThat(FileName.require("fileName", "x".repeat(254))).hasSize(254);
        assertThatThrownBy(() -> FileName.require("fileName", "x".repeat(255)))
                .hasMessageContaining("255 characters")
                .hasMessageContaining("254");
    }

    @Test
    void takesTheFullWidthColon() {
        assertThat(FileName.require("fileName", "你好：世界.mp4")).isEqualTo("你好：世界.mp4");
    }
}
