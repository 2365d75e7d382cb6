package io.github.camelpan123.simulator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The book keeps the last 10,000 requests, in their order. */
class FigureBookTest {
    private static void request(FigureBook book) {
        book.keep(new RequestRecord(
                book.nextNumber(), Instant.EPOCH, "GET", "/x", "", "", "", 200, 0, "ok", Duration.ZERO));
    }

    @Test
    void theOldestRequestsMakeRoom() {
        FigureBook book = new FigureBook();
        for (int i = 0; i < 9_999; i++) {
            request(book);
        }
        assertThat(book.requests()).hasSize(9_999);
        for (int i = 0; i < 10_003; i++) {
            request(book);
        }
        assertThat(book.requests())
                .hasSize(10_000)
                .extracting(RequestRecord::number)
                .isSorted();
        assertThat(book.requests().get(0).number()).isEqualTo(10_003);
        assertThat(book.requests().get(9_999).number()).isEqualTo(20_002);
    }
}
