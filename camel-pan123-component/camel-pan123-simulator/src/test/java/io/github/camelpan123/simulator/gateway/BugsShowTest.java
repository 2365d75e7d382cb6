package io.github.camelpan123.simulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.drive.DriveRules;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.http.HttpPort;
import io.github.camelpan123.simulator.limits.LimitTable;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.tokens.TokenDesk;
import io.github.camelpan123.simulator.transcode.TranscodeSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bug in the work of an API is answered and kept among the requests, so that nobody takes it for a fault that was asked for. */
class BugsShowTest {
    private static final String PATH = "/api/v1/broken";

    @Test
    void anUnforeseenExceptionIsAnsweredWithCode1() throws Exception {
        TimeSource time = TimeSource.system();
        Journal journal = Journal.in(null);
        Accounts accounts = new Accounts(
                new Sequence("entries", journal),
                journal,
                time,
                new TranscodeSettings(0, 0, 0, false),
                new LimitTable(false, false, false),
                DriveRules.USUAL);
        TokenDesk tokens = new TokenDesk(time, Duration.ofDays(1), journal);
        journal.open();
        accounts.add("id", "secret");
        Books books = new Books(accounts, tokens, new FaultPlan(), new Troubles(time), new FigureBook(), time);
        Endpoint broken = Endpoint.read("GET", PATH, Form.in(Place.NOWHERE), call -> {
            throw new IllegalStateException("this test asked for a bug");
        });
        try (HttpPort port = HttpPort.open(0, "broken", null, new Gateway(List.of(broken), books, true))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(port.url() + PATH))
                    .header("Platform", "open_platform")
                    .header("Authorization", "Bearer " + tokens.issue("id", 1).text())
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"code\":1,\"message\":\"" + Invented.INTERNAL_TEXT + "\",\"data\":null");
        }
        assertThat(books.figures().requests())
                .extracting(each -> each.path() + each.code())
                .containsExactly(PATH + 1);
        assertThat(books.figures().of(PATH).failed()).isEqualTo(1);
    }
}
