package io.github.camelpan123.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the job shows on a terminal, and elsewhere. */
class DisplayTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void aTerminalShowsBarsInOneLine() {
        Display display = new Display(out, true);
        display.folder("upload", 2, 8, 12_345, Instant.now().plusSeconds(130));
        display.progress("a.bin", "SEND", 50, 100);
        display.progress("a.bin", "DONE", 100, 100);
        assertThat(shown())
                .contains("[######                  ]  25 % 2 of 8 files, 12,345 bytes, 2 min ")
                .endsWith("send   [############            ]  50 % a.bin")
                .doesNotContain("\n");
        display.line("a.bin: uploaded");
        assertThat(shown()).endsWith("\r\033[Ka.bin: uploaded\n");
    }

    @Test
    void elsewhereThereAreLines() {
        Display display = new Display(out, false);
        for (int done = 1; done <= 100; done++) {
            display.folder("upload", done, 100, done * 10L, Instant.now().plusSeconds(30));
        }
        display.progress("a.bin", "HASH", 0, 100);
        display.progress("a.bin", "HASH", 50, 100);
        display.progress("a.bin", "SEND", 0, 100);
        display.progress("a.bin", "DONE", 100, 100);
        assertThat(shown())
                .doesNotContain("\r", "\033", "[")
                .startsWith("upload: 1 of 100 files, 10 bytes, ")
                .contains("upload: 50 of 100 files, 500 bytes, ")
                .endsWith("upload: 100 of 100 files, 1,000 bytes\nhash a.bin\nsend a.bin\n");
        assertThat(shown().lines()).hasSize(13);
    }

    @Test
    void anUnknownNumberOfFilesIsNoBar() {
        Display terminal = new Display(out, true);
        terminal.folder("upload", 5, -1, 50, null);
        assertThat(shown()).endsWith("upload 5 files, 50 bytes  ");
        Display lines = new Display(out, false);
        lines.folder("upload", 10, -1, 100, null);
        assertThat(shown()).endsWith("upload: 10 files, 100 bytes\n");
    }

    @Test
    void anEmptyFileIsWhole() {
        Display terminal = new Display(out, true);
        terminal.progress("empty", "SEND", 0, 0);
        assertThat(shown()).contains("100 % empty");
    }
}
