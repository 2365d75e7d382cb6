package io.github.camelpan123.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of the folder of the transcode space, and what is asked for. */
class SpaceFolderTest {

    private static final String FOLDER_INFO = Api.TRANSCODE_FOLDER_INFO.path();
    private static final Duration HELD_UP = Duration.ofSeconds(2);

    private final CamelContext context = new DefaultCamelContext();
    private Pan123Simulator simulator;
    private AccountSettings settings;
    private AccountLease account;
    private SpaceFolder space;
    private long folder;

    @BeforeEach
    void start() throws Exception {
        simulator = Pan123Simulator.builder().limits(false).start();
        context.disableJMX();
        context.start();
        settings =
                new AccountSettingsBuilder(simulator.baseUrl(), simulator.clientId(), simulator.clientSecret()).build();
        account = Accounts.acquire(settings, context);
        space = SpaceFolder.of(account);
        long video = simulator.drive().addVideo("v.mp4", new byte[] {1});
        folder = simulator.drive().get(video).orElseThrow().parentId();
    }

    @AfterEach
    void stop() {
        account.close();
        context.stop();
        simulator.close();
    }

    /** What happens to a question that says nothing about the space. */
    enum Trouble {
        BAD_GATEWAY(rule -> rule.http(502)),
        CUT(FaultRule::cutAfter),
        GARBAGE(FaultRule::garbage);

        private final Consumer<FaultRule> strike;

        Trouble(Consumer<FaultRule> strike) {
            this.strike = strike;
        }
    }

    private FaultRule next() {
        return simulator.faults().on(FOLDER_INFO);
    }

    private int asked() {
        return simulator.figures().requests(FOLDER_INFO).size();
    }

    @Test
    void theIdIsAskedForOnce() {
        assertThat(space.is(folder)).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(space.find(account, folder).join()).isTrue();
            assertThat(space.find(account, folder + 1).join()).isFalse();
            assertThat(space.id(account).join()).isEqualTo(folder);
        }
        assertThat(space.find(account, Drive.ROOT_ID).join()).isFalse();
        assertThat(space.is(folder)).isTrue();
        assertThat(asked()).isOne();
    }

    @Test
    void manyShareAQuestion() {
        next().delay(HELD_UP);
        List<CompletableFuture<Boolean>> all =
                IntStream.range(0, 5).mapToObj(i -> space.find(account, folder)).toList();
        assertThat(all).allMatch(CompletableFuture::join);
        assertThat(asked()).isOne();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void aQuestionThatFailsSaysNothing(Trouble trouble) {
        trouble.strike.accept(next());
        assertThatThrownBy(space.find(account, folder)::join)
                .satisfies(failure ->
                        assertThat(LostAnswers.lost(failure.getCause())).isTrue());
        assertThat(space.find(account, folder).join()).isTrue();
    }

    @Test
    void aRefusalSaysThatThereIsNone() {
        next().always().answer(1, "no space for you");
        assertThat(space.find(account, folder).join()).isFalse();
        assertThatThrownBy(space.id(account)::join).hasMessageContaining("no space for you");
    }

    @Test
    void aRefusalHoldsForAWhile() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
        SpaceFolder other = new SpaceFolder(now::get);
        next().answer(1, "no space for you");
        assertThat(other.find(account, folder).join()).isFalse();
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(other.find(account, folder).join()).isFalse();
        assertThat(asked()).isOne();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(other.find(account, folder).join()).isTrue();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void aRefusalEndsWhenTheSpaceIsNamed() {
        next().answer(1, "no space for you");
        assertThat(space.find(account, folder).join()).isFalse();
        assertThat(space.id(account).join()).isEqualTo(folder);
        assertThat(space.find(account, folder).join()).isTrue();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void aFolderOfTheDriveNeedsNoQuestion() {
        space.isOnDrive(folder + 1);
        assertThat(space.find(account, folder + 1).join()).isFalse();
        assertThat(asked()).isZero();
        assertThat(space.find(account, folder).join()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void aKnownIdRemainsWhateverBecomesOfAnotherQuestion(Trouble trouble) {
        space.id(account).join();
        next().delay(HELD_UP);
        CompletableFuture<Long> again = space.ask(account);
        assertThat(space.is(folder)).isTrue();
        assertThat(again.join()).isEqualTo(folder);
        trouble.strike.accept(next());
        assertThatThrownBy(space.ask(account)::join).hasCauseInstanceOf(Pan123Exception.class);
        assertThat(space.is(folder)).isTrue();
        assertThat(space.find(account, folder).join()).isTrue();
        assertThat(asked()).isEqualTo(3);
    }

    @Test
    void theEndOfTheContextThatAskedIsNotThatOfTheOthers() {
        CamelContext other = new DefaultCamelContext();
        other.disableJMX();
        other.start();
        try (AccountLease second = Accounts.acquire(settings, other)) {
            second.token().join();
            // until the context that asked has ended
            next().delay(Duration.ofDays(1));
            CompletableFuture<Boolean> first = space.find(account, folder);
            CompletableFuture<Boolean> shared = space.find(second, folder);
            await().until(() -> simulator.figures().faults(FOLDER_INFO) == 1);
            account.close();
            assertThatThrownBy(first::join).hasCauseInstanceOf(Pan123ShutdownException.class);
            assertThat(shared.join()).isTrue();
        } finally {
            other.stop();
        }
    }
}
