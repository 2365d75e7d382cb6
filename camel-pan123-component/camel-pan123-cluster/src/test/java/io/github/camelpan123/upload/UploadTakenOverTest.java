package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.cluster.UploadLease;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123UploadTakenOverException;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.cluster.NodesWithLeases;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.UploadProgress.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes with one folder of journals and one engine. A node is suspended in the middle of an upload and woken when
 * another one has taken the upload over.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator and an engine of its own
class UploadTakenOverTest {

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String COMPLETE = "/upload/v2/file/upload_complete";

    private static final int SLICE = 10_000;
    private static final int COUNT = 20;
    private static final int CONCURRENCY = 3;
    private static final byte[] CONTENT = content();

    @TempDir
    Path folder;

    private final NodesWithLeases nodes = new NodesWithLeases();
    private final CamelContext context = new DefaultCamelContext();
    private final List<CountDownLatch> suspended = new ArrayList<>();
    private Path journals;
    private Pan123Simulator simulator;
    /** One for each node, because an account lets one upload at a time into a place. */
    private final List<AccountLease> accounts = new ArrayList<>();

    private int started;

    private static byte[] content() {
        byte[] bytes = new byte[COUNT * SLICE - 7];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String seal(String text) {
        return String.format("%08x", text.hashCode());
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }

    @BeforeEach
    void start() throws Exception {
        journals = folder.resolve("journals");
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(0)
                .start();
        context.disableJMX();
        context.start();
        accounts.add(account("127.0.0.1"));
        accounts.add(account("localhost"));
    }

    private AccountLease account(String host) {
        return Accounts.acquire(
                new AccountSettingsBuilder(
                                simulator.baseUrl().replace("127.0.0.1", host),
                                simulator.clientId(),
                                simulator.clientSecret())
                        .quickUploads()
                        .responseTimeout(Duration.ofSeconds(60))
                        .build(),
                context);
    }

    @AfterEach
    void stop() {
        suspended.forEach(CountDownLatch::countDown);
        accounts.forEach(AccountLease::close);
        context.stop();
        nodes.close();
        simulator.close();
    }

    /** A node that uploads. */
    private final class Uploading {
        private final NodesWithLeases.Node node = nodes.node();
        private final AccountLease account = accounts.get(started++);
        private final Uploader uploader = new Uploader(
                account,
                new Drive(account),
                true,
                Uploader.Delays.of(Duration.ofMillis(2), Duration.ofMillis(5)),
                Spool::temporary,
                new SharedJournals(account, this::lease, new Journals("account", UploadTakenOverTest::seal)));
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private volatile boolean woken;
        private volatile boolean running = true;
        private CompletableFuture<UploadOutcome> outcome;
        private volatile String lease;
        /** What happens when it asks for the number of its lease, and whether it still has it. */
        private volatile Runnable numberAsked = () -> {};

        private volatile Runnable validAsked = () -> {};

        private UploadLease lease(String upload, long above) {
            lease = upload;
            return new WatchedLease(node.leases().of(upload, above), () -> numberAsked.run(), () -> validAsked.run());
        }

        /** Suspends it when it has the lease, and is about to take the files over. */
        Uploading suspendedWithLease() {
            AtomicBoolean asked = new AtomicBoolean();
            numberAsked = () -> {
                if (!asked.getAndSet(true)) {
                    suspend();
                }
            };
            return this;
        }

        /** Suspends it for so long that its lease ends, before it asks itself this time whether it has it. */
        Uploading lateBefore(int question) {
            AtomicInteger questions = new AtomicInteger();
            validAsked = () -> {
                if (questions.incrementAndGet() == question) {
                    nodes.passLease();
                }
            };
            return this;
        }

        /** @param until where it is suspended; null for nowhere */
        Uploading begin(Moment until) throws IOException {
            suspended.add(goesOn);
            UploadProgress progress = (phase, file, done, total) -> {
                if (until != null && until.reached(phase, done)) {
                    suspend();
                }
            };
            outcome = uploader.upload(
                    new UploadRequest(
                            UploadBodies.of(CONTENT, () -> StandardCharsets.UTF_8),
                            "a.bin",
                            null,
                            new UploadOptions(
                                    UploadMode.sliced,
                                    0,
                                    CONCURRENCY,
                                    Duplicate.keepBoth,
                                    true,
                                    journals,
                                    null,
                                    Long.MAX_VALUE),
                            progress,
                            () -> running),
                    upload -> upload.apply(0));
            return this;
        }

        private void suspend() {
            if (!woken) {
                node.reached(false);
            }
            reached.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        Uploading awaitSuspended() throws InterruptedException {
            assertThat(reached.await(2, TimeUnit.MINUTES)).isTrue();
            return this;
        }

        void wake() {
            woken = true;
            node.reached(true);
            goesOn.countDown();
        }

        UploadOutcome succeed() {
            return outcome.orTimeout(30, TimeUnit.SECONDS).join();
        }

        Throwable fail() {
            Throwable failure =
                    catchThrowable(() -> outcome.orTimeout(30, TimeUnit.SECONDS).join());
            assertThat(failure).isInstanceOf(CompletionException.class);
            return Futures.unwrap(failure);
        }
    }

    /** A lease of which the test learns what its owner asks itself, before the answer. */
    private record WatchedLease(UploadLease lease, Runnable numberAsked, Runnable validAsked) implements UploadLease {

        @Override
        public long number() {
            numberAsked.run();
            return lease.number();
        }

        @Override
        public CompletableFuture<State> acquire() {
            return lease.acquire();
        }

        @Override
        public CompletableFuture<State> renew(boolean restore) {
            return lease.renew(restore);
        }

        @Override
        public boolean valid() {
            validAsked.run();
            return lease.valid();
        }

        @Override
        public Duration pause() {
            return lease.pause();
        }

        @Override
        public Duration renewal() {
            return lease.renewal();
        }

        @Override
        public void release() {
            lease.release();
        }
    }

    /** Where a node is suspended. */
    private enum Moment {
        WHILE_IT_SENDS,
        BEFORE_IT_COMPLETES;

        boolean reached(Phase phase, long done) {
            return this == WHILE_IT_SENDS ? phase == Phase.SEND && done > COUNT / 2 * SLICE : phase == Phase.VERIFY;
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(journals)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void awaitTakenOver(Uploading other) {
        await().until(() -> {
            nodes.passLease();
            return other.outcome.isDone();
        });
    }

    private void requireOneFile() throws IOException {
        assertThat(simulator.drive().count()).isOne();
        assertThat(simulator.drive().content("/a.bin")).isEqualTo(CONTENT);
        assertThat(simulator.figures().calls(CREATE)).isOne();
        assertThat(left()).isEmpty();
        await().until(() -> nodes.values() == 0);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whoWakesUpWhenTheUploadIsOverSaysThatAnotherNodeHasIt(Moment moment) throws Exception {
        Uploading owner = new Uploading().begin(moment).awaitSuspended();
        Uploading other = new Uploading().begin(null);
        awaitTakenOver(other);
        assertThat(other.succeed().how()).isEqualTo(UploadOutcome.How.SENT);
        long completed = simulator.figures().calls(COMPLETE);
        long slices = simulator.figures().calls(SLICES);
        owner.wake();
        assertThat(owner.fail())
                .isInstanceOf(Pan123UploadTakenOverException.class)
                .hasMessageContaining("a.bin")
                .hasMessageContaining("Another node has taken over");
        // what was under way when it was suspended is sent to its end
        assertThat(simulator.figures().calls(SLICES) - slices).isLessThanOrEqualTo(CONCURRENCY);
        assertThat(simulator.figures().calls(COMPLETE)).isEqualTo(completed).isEqualTo(1);
        assertThat(simulator.figures().duplicateWrites(SLICES)).isLessThanOrEqualTo(CONCURRENCY);
        requireOneFile();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whoWakesUpWhileAnotherNodeUploadsDiscardsAndCompletesNothing(Moment moment) throws Exception {
        Uploading owner = new Uploading().begin(moment).awaitSuspended();
        Uploading other = new Uploading().begin(Moment.BEFORE_IT_COMPLETES);
        await().until(() -> {
            nodes.passLease();
            return other.reached.getCount() == 0;
        });
        // it is not suspended, but slow
        other.node.reached(true);
        List<String> journal = left();
        owner.wake();
        assertThat(owner.fail()).isInstanceOf(Pan123UploadTakenOverException.class);
        assertThat(simulator.figures().calls(COMPLETE)).isZero();
        assertThat(simulator.drive().count()).isZero();
        assertThat(left()).isEqualTo(journal).anyMatch(name -> name.endsWith(".journal"));
        other.wake();
        other.succeed();
        requireOneFile();
    }

    /** It has the lease, and is about to take the files over. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWakesUpWithTheLeaseOfItsSuccessorDeletesNothing(boolean givenUp) throws Exception {
        Uploading owner = new Uploading().suspendedWithLease().begin(null).awaitSuspended();
        Uploading other = new Uploading().begin(Moment.BEFORE_IT_COMPLETES);
        await().until(() -> {
            nodes.passLease();
            return other.reached.getCount() == 0;
        });
        other.node.reached(true);
        if (givenUp) {
            other.running = false;
            other.wake();
            assertThat(other.fail()).isInstanceOf(Pan123ShutdownException.class);
            // and a third owner, which has not taken the files over yet
            UploadLease third = nodes.node().leases().of(other.lease, 0);
            await().until(() -> third.acquire().join() == UploadLease.State.HELD);
        }
        List<String> journal = left();
        assertThat(journal).isNotEmpty();
        owner.wake();
        assertThat(owner.fail()).isInstanceOf(Pan123UploadTakenOverException.class);
        assertThat(left()).containsExactlyInAnyOrderElementsOf(journal);
        if (!givenUp) {
            other.wake();
            other.succeed();
            requireOneFile();
        }
    }

    @Test
    void aFileThatAnotherNodeHasMadeIsFoundByTheNextAttempt() throws Exception {
        Uploading owner = new Uploading().begin(Moment.BEFORE_IT_COMPLETES).awaitSuspended();
        Uploading other = new Uploading().begin(null);
        awaitTakenOver(other);
        long made = other.succeed().file().fileId();
        owner.wake();
        assertThat(owner.fail()).isInstanceOf(Pan123UploadTakenOverException.class);
        owner.begin(null);
        assertThat(owner.succeed().file().fileId()).isEqualTo(made);
        requireOneFile();
    }

    @Test
    void whoWasSuspendedAndIsNotMissedGoesOn() throws Exception {
        Uploading owner = new Uploading().begin(Moment.WHILE_IT_SENDS).awaitSuspended();
        nodes.passLease();
        owner.wake();
        owner.succeed();
        assertThat(simulator.figures().duplicateWrites(SLICES)).isZero();
        requireOneFile();
    }

    @Test
    void whoDoesNotReachTheEngineSendsNoMoreUntilItDoes() throws Exception {
        Uploading owner = new Uploading().begin(Moment.WHILE_IT_SENDS).awaitSuspended();
        nodes.passLease();
        owner.woken = true;
        owner.goesOn.countDown();
        // what was under way ends
        await().during(Duration.ofMillis(700)).until(() -> simulator.figures().calls(SLICES) < COUNT);
        assertThat(simulator.figures().calls(COMPLETE)).isZero();
        owner.node.reached(true);
        owner.succeed();
        assertThat(simulator.figures().duplicateWrites(SLICES)).isZero();
        requireOneFile();
    }

    @Test
    void anOwnerIsNotTakenOverWhileItIsAliveEvenIfTheEngineForgetsIt() throws Exception {
        simulator.faults().on(SLICES).after(6).always().delay(Duration.ofSeconds(4));
        Uploading owner = new Uploading().begin(null);
        await().until(() -> simulator.figures().faults(SLICES) == CONCURRENCY);
        nodes.lose();
        await().until(() -> nodes.values() == 1);
        List<String> journal = left();
        Uploading other = new Uploading().begin(null);
        // it uploads beside the owner, without a journal and with a session of its own
        await().until(() -> simulator.figures().calls(CREATE) == 2);
        assertThat(left()).isEqualTo(journal);
        simulator.faults().clear();
        owner.succeed();
        other.succeed();
        assertThat(left()).isEmpty();
    }

    /** Wherever that is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80})
    void whoIsLateAndNotMissedStillRecordsEverySlice(int question) throws Exception {
        Uploading owner = new Uploading()
                .lateBefore(question)
                .begin(Moment.BEFORE_IT_COMPLETES)
                .awaitSuspended();
        owner.running = false;
        owner.wake();
        assertThat(owner.fail())
                .isInstanceOf(Pan123ShutdownException.class)
                .hasMessageContaining("The platform has " + COUNT + " of " + COUNT + " slices");
        assertThat(left()).isNotEmpty();
    }

    @Test
    void whatWasGivenUpIsContinuedAtOnce() throws Exception {
        Uploading owner = new Uploading().begin(Moment.WHILE_IT_SENDS).awaitSuspended();
        owner.running = false;
        owner.wake();
        assertThat(owner.fail()).isInstanceOf(Pan123ShutdownException.class);
        assertThat(left()).singleElement().asString().matches("[0-9a-f]+\\.journal");
        long slices = simulator.figures().calls(SLICES);
        // no time passes
        new Uploading().begin(null).succeed();
        assertThat(simulator.figures().calls(SLICES) - slices).isLessThan(COUNT);
        requireOneFile();
    }
}
