package io.github.camelpan123.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EventFactory;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job is over when every file and every video has ended, however often one of them was tried. */
class JobReportTest {

    private final CamelContext context = new DefaultCamelContext();
    private final EventFactory events = context.getManagementStrategy().getEventFactory();
    private final AtomicInteger stops = new AtomicInteger();
    private final JobReport report = new JobReport(2, stops::incrementAndGet);

    private Exchange exchange(String route, String name) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId(route);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        return exchange;
    }

    private void uploaded(String name) {
        Exchange exchange = exchange("upload", name);
        sent(exchange, "seda:transcode");
        report.notify(events.createExchangeCompletedEvent(exchange));
    }

    private void sent(Exchange exchange, String uri) {
        Endpoint endpoint = context.getEndpoint(uri);
        report.notify(events.createExchangeSentEvent(exchange, endpoint, 1));
    }

    private Exchange result(String video) {
        Exchange exchange = exchange("results", video);
        exchange.setProperty("videoName", video);
        return exchange;
    }

    private void failed(Exchange exchange) {
        exchange.setException(new IllegalStateException("no"));
        report.notify(events.createExchangeFailedEvent(exchange));
    }

    private void failedResult(String video) {
        // a part of a split fails, and so does the exchange that is split
        failed(result(video));
        failed(result(video));
    }

    @Test
    void aVideoThatFailsAndIsDeliveredAgainIsOneVideo() {
        uploaded("a.mp4");
        uploaded("b.mp4");
        assertThat(stops).hasValue(0);
        failedResult("a.mp4");
        assertThat(stops).as("b has not come back").hasValue(0);
        failedResult("a.mp4");
        assertThat(stops).hasValue(0);
        sent(result("b.mp4"), "log:transcodeFailed");
        assertThat(stops).hasValue(1);
        assertThat(report.failures()).isEqualTo(2);
    }

    @Test
    void aFileThatFailsAndIsDeliveredAgainIsOneFile() {
        failed(exchange("upload", "a.txt"));
        report.notify(events.createExchangeCompletedEvent(exchange("upload", "a.txt")));
        assertThat(stops).as("b has not been uploaded").hasValue(0);
        report.notify(events.createExchangeCompletedEvent(exchange("upload", "b.txt")));
        assertThat(stops).hasValue(1);
        assertThat(report.failures()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"holiday.1.mp4, holiday.2.mp4", "a.mp4, a.mov"})
    void videosOfOneStemAreTwo(String first, String second) {
        uploaded(first);
        uploaded(second);
        sent(result(first), "pan123:transcodeDelete");
        assertThat(stops).as("the second has not come back").hasValue(0);
        sent(result(second), "pan123:transcodeDelete");
        assertThat(stops).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"holiday.1.mp4, holiday.2.mp4", "a.mp4, a.mov"})
    void videosOfOneStemThatCannotBeTranscodedAreTwo(String first, String second) {
        uploaded(first);
        uploaded(second);
        failed(exchange("transcode", first));
        assertThat(stops).as("the second has not ended").hasValue(0);
        failed(exchange("transcode", second));
        assertThat(stops).hasValue(1);
        assertThat(report.failures()).isEqualTo(2);
    }

    @Test
    void aVideoOfAnEarlierRunIsNotOneOfThis() {
        uploaded("a.mp4");
        uploaded("b.mp4");
        sent(result("a.mp4"), "pan123:transcodeDelete");
        sent(result("earlier.mp4"), "pan123:transcodeDelete");
        assertThat(stops).as("b has not come back").hasValue(0);
        sent(result("b.mp4"), "pan123:transcodeDelete");
        assertThat(stops).hasValue(1);
    }

    @Test
    void aVideoThatEndsBeforeItIsKnownToBeSentIsNotWaitedFor() {
        Exchange duplicate = exchange("transcode", "a.mp4");
        duplicate.setProperty(Exchange.DUPLICATE_MESSAGE, true);
        report.notify(events.createExchangeCompletedEvent(duplicate));
        uploaded("a.mp4");
        report.notify(events.createExchangeCompletedEvent(exchange("upload", "b.txt")));
        assertThat(stops).hasValue(1);
    }
}
