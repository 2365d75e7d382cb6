package io.github.camelpan123.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** Every name of up to three characters that could mean something to a file system. */
    @Test
    void aSafeNameIsOneNameOnEverySystemAndStaysIt() {
        String[] pieces = {
            "", ".", "..", " ", "/", "\\", ":", "a", "\0", "\n", "~", "\ud800", "\udc00", "\ud83d\ude00", "中"
        };
        for (String first : pieces) {
            for (String second : pieces) {
                for (String third : pieces) {
                    String name = first + second + third;
                    String safe = FileName.safe(name);
                    assertThat(safe)
                            .isNotEmpty()
                            .doesNotContainPattern("[/\\\\:*?\"<>|\\x00-\\x1f]")
                            .doesNotMatch("[. ]+");
                    assertThat(new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .isEqualTo(safe);
                    assertThat(FileName.safe(safe)).isEqualTo(safe);
                    assertThat(Path.of("folder").resolve(safe).normalize().getParent())
                            .isEqualTo(Path.of("folder"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", ".hidden", "a..b", "你好：世界.mp4", "+ & % # {{x}}", "a "})
    void whatThePlatformAllowsIsSafeAsItIs(String name) {
        assertThat(FileName.safe(name)).isEqualTo(name);
    }
}
