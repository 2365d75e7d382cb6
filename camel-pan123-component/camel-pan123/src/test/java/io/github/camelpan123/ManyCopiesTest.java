package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Copies that the platform makes as tasks. Once a task has begun, no failure is retriable, because a redelivery would
 * begin another.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for it
@Order(2) // it lasts long
class ManyCopiesTest {

    private static final String COPY = Api.FILE_ASYNC_COPY.path();
    private static final String PROCESS = Api.FILE_ASYNC_COPY_PROCESS.path();
    private static final int PART = 3000;

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFolder("/out");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** How the call that begins a part is refused. */
    enum Refusal {
        TOO_FREQUENT(rule -> rule.times(4).answer(429)),
        /** As if the target folder were gone, whose ID comes from a listing. */
        NOT_FOUND(rule -> rule.answer(5066)),
        LOST(FaultRule::cutBefore);

        private final Consumer<FaultRule> strike;

        Refusal(Consumer<FaultRule> strike) {
            this.strike = strike;
        }
    }

    private List<Long> files(int count) {
        List<Long> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(platform.simulator.drive().addFile("/in/f" + i, new byte[] {1}));
        }
        return files;
    }

    private CompletableFuture<Exchange> begin(String options, List<Long> files) {
        return platform.template.asyncSend(
                "pan123:copy?targetParentPath=/out" + options,
                exchange -> exchange.getMessage().setBody(files));
    }

    private Exchange copy(String options, List<Long> files) {
        return begin(options, files).orTimeout(120, TimeUnit.SECONDS).join();
    }

    private List<String> copies() {
        return platform.simulator.drive().list("/out").stream().map(Entry::name).toList();
    }

    private static Pan123Exception forGood(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(Pan123Exception.class);
        Pan123Exception failure = (Pan123Exception) exchange.getException();
        assertThat(failure.isRetriable()).as(failure.getMessage()).isFalse();
        return failure;
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void aLaterPartThatIsRefusedDoesNotRepeatTheEarlierOnes(Refusal refusal) {
        platform.options().setMaxWait(1500);
        List<Long> files = files(PART + 1);
        // so that the folder is known from a listing
        platform.template.requestBody("pan123:getFile", (Object) "/out");
        refusal.strike.accept(platform.simulator.faults().on(COPY).after(1));
        Pan123Exception failure = forGood(copy("", files));
        if (refusal == Refusal.LOST) {
            assertThat(failure).isInstanceOf(Pan123OutcomeUnknownException.class);
        } else {
            assertThat(failure).hasMessageContaining("first " + PART + " entries were copied");
        }
        assertThat(copies()).hasSize(PART).allMatch(name -> name.matches("f\\d+"));
    }

    @Test
    void aFirstPartThatIsRefusedMayBeRepeated() {
        List<Long> files = files(2);
        platform.template.requestBody("pan123:getFile", (Object) "/out");
        platform.simulator.faults().on(COPY).answer(5066);
        assertThat(copy("", files).getException()).isNull();
        assertThat(copies()).containsExactlyInAnyOrder("f0", "f1");
    }

    @Test
    void anOutageThatOutlivesTheJobTimeoutNamesTheTask() {
        platform.simulator.faults().on(PROCESS).always().http(502);
        assertThat(forGood(copy("&jobTimeout=1500", files(2))))
                .hasMessageContaining("task 1")
                .hasMessageContaining("502");
        assertThat(copies()).containsExactlyInAnyOrder("f0", "f1");
    }

    @Test
    void aTaskThatThePlatformDoesNotKnowIsNamed() {
        platform.simulator.faults().on(PROCESS).answer(1, "no such task");
        assertThat(forGood(copy("", files(2)))).hasMessageContaining("task 1").hasMessageContaining("no such task");
    }

    @Test
    void aContextThatStopsNamesTheTask() {
        platform.simulator.faults().on(PROCESS).always().http(502);
        CompletableFuture<Exchange> copy = begin("", files(2));
        await().until(() -> platform.simulator.figures().faults(PROCESS) > 0);
        platform.context.stop();
        assertThat(forGood(copy.orTimeout(60, TimeUnit.SECONDS).join())).hasMessageContaining("task 1");
    }

    /** Otherwise the failure of a look, which is retriable, would take the place of the unknown outcome. */
    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"FILE_INFOS", "FILE_LIST_V2"})
    void theOutcomeRemainsUnknownIfTheLooksFail(Api look) {
        List<Long> files = files(2);
        platform.template.requestBody("pan123:getFile", (Object) "/out");
        platform.simulator.faults().on(COPY).cutAfter();
        platform.simulator.faults().on(look.path()).always().http(502);
        assertThat(forGood(copy("", files))).isInstanceOf(Pan123OutcomeUnknownException.class);
        assertThat(platform.simulator.figures().faults(look.path())).isGreaterThan(1);
    }

    private MovableClock slowly(Duration copyTime) throws Exception {
        MovableClock clock = new MovableClock();
        platform.close();
        platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).copyTime(copyTime).clock(clock))
                .unhurried();
        platform.simulator.drive().addFolder("/out");
        return clock;
    }

    /** The task first waits, then runs, and its copies appear one after the other. */
    @Test
    void aCopyIsNotDoneBeforeItsTask() throws Exception {
        MovableClock clock = slowly(Duration.ofHours(1));
        CompletableFuture<Exchange> copy = begin("", files(10));
        await().until(() -> platform.calls(PROCESS) > 0);
        assertThat(copies()).isEmpty();
        clock.forward(Duration.ofMinutes(36));
        assertThat(copies()).hasSize(5);
        long before = platform.calls(PROCESS);
        await().until(() -> platform.calls(PROCESS) > before + 1);
        assertThat(copy).isNotDone();
        clock.forward(Duration.ofMinutes(24));
        assertThat(copy.orTimeout(120, TimeUnit.SECONDS).join().getException()).isNull();
        assertThat(copies()).hasSize(10);
        assertThat(platform.calls(COPY)).isOne();
    }

    /** Some of the copies do not tell that the others will come. */
    @Test
    void theOutcomeRemainsUnknownIfOnlySomeCopiesAreThere() throws Exception {
        MovableClock clock = slowly(Duration.ofHours(1));
        List<Long> files = files(2);
        platform.template.requestBody("pan123:getFile", (Object) "/out");
        platform.simulator.faults().on(COPY).cutAfter();
        CompletableFuture<Exchange> copy = begin("", files);
        await().until(() -> platform.simulator.figures().faults(COPY) > 0);
        clock.forward(Duration.ofMinutes(40));
        assertThat(forGood(copy.orTimeout(120, TimeUnit.SECONDS).join()))
                .isInstanceOf(Pan123OutcomeUnknownException.class);
        assertThat(copies()).containsExactly("f0");
        assertThat(platform.calls(COPY)).isOne();
    }

    @Test
    void copiesAreFoundAlthoughALookFails() {
        platform.simulator.faults().on(COPY).cutAfter();
        platform.simulator.faults().on(Api.FILE_INFOS.path()).http(502);
        List<Long> files = files(2);
        assertThat(copy("", files).getException()).isNull();
        assertThat(copies()).containsExactlyInAnyOrder("f0", "f1");
    }
}
