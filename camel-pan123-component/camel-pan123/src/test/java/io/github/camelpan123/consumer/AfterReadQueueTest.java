package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.consumer.PendingAction.Act;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.fixtures.SimulatedAccount;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AfterReadQueueTest {

    private static final String MOVE = "/api/v1/file/move";
    private static final List<String> CALLS = List.of("/api/v1/file/trash", "/api/v1/file/delete", MOVE);

    private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> reasons = new ConcurrentLinkedQueue<>();
    private SimulatedAccount simulated;
    private Pan123Simulator simulator;
    private AccountLease account;
    private Drive drive;
    private AfterReadQueue queue;

    @BeforeEach
    void start() throws Exception {
        simulated = new SimulatedAccount();
        simulator = simulated.simulator();
        account = simulated.lease();
        drive = new Drive(account);
        simulator.drive().addFolder("/done");
        queue = queue(MoveDuplicate.fail, "/done");
    }

    private AfterReadQueue queue(MoveDuplicate duplicate, String target) {
        FileConsumerOptions.Afterwards options = new FileConsumerOptions.Afterwards(
                AfterRead.move,
                DrivePath.parse("moveTo", target),
                duplicate,
                false,
                1,
                DrivePath.parse("moveFailed", target));
        return new AfterReadQueue(account::delay, new AfterReadBatch(drive, options)::act, new Outcomes());
    }

    private final class Outcomes implements AfterReadQueue.Outcomes {
        @Override
        public void done(PendingAction action) {
            outcomes.add("done");
        }

        @Override
        public void refused(PendingAction action, Throwable why) {
            outcomes.add("refused");
        }

        @Override
        public void failed(List<PendingAction> actions, Throwable why) {
            outcomes.add("failed");
            reasons.add(why);
        }
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private PendingAction action(String path, Act act) {
        long id = simulator.drive().addFile(path, new byte[] {1});
        FileEntry entry = drive.infos(List.of(id)).join().get(0);
        return new PendingAction(entry, act);
    }

    /** A flush waits for 5 seconds, which a busy machine may exceed; the outcome still comes. */
    private void flush(String... all) {
        queue.flush(true);
        await().untilAsserted(() -> assertThat(outcomes).containsExactly(all));
    }

    private long calls() {
        return CALLS.stream().mapToLong(simulator.figures()::calls).sum();
    }

    /** A poll may have found the action before it ended, and hands it over afterwards. */
    @ParameterizedTest
    @CsvSource({
        "TRASH, false, done",
        "DELETE, false, done",
        "MOVE, false, done",
        "MOVE, true, refused",
    })
    void anActionThatEndedIsNotRunAgain(Act act, boolean taken, String outcome) {
        if (taken) {
            simulator.drive().addFile("/done/a.txt", new byte[] {2});
        }
        PendingAction action = action("/in/a.txt", act);
        queue.add(action);
        flush(outcome);
        long calls = calls();
        queue.retry(List.of(action));
        queue.add(action);
        flush(outcome);
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void anActionThatFailedIsRunAgain() {
        PendingAction action = action("/in/a.txt", Act.MOVE);
        simulator.faults().on(MOVE).times(1).answer(1, "broken");
        queue.add(action);
        flush("failed");
        queue.retry(List.of(action));
        flush("failed", "done");
        assertThat(simulator.drive().find("/done/a.txt")).isPresent();
    }

    /** What is wrong with the folder says nothing about the names of the files. */
    @ParameterizedTest
    @CsvSource({
        "MOVE, fail, /target",
        "MOVE, keepBoth, /target",
        "MOVE, overwrite, /target",
        "MOVE_FAILED, fail, /target",
        "MOVE, fail, /target/of/these",
        "MOVE_FAILED, fail, /target/of/these",
    })
    void aTargetThatIsAFileIsTriedAgainUntilItIsAFolder(Act act, MoveDuplicate duplicate, String target) {
        simulator.drive().addFile("/target", new byte[] {3});
        queue = queue(duplicate, target);
        List<PendingAction> actions = List.of(action("/in/a.txt", act), action("/in/b.txt", act));
        queue.retry(actions);
        flush("failed");
        queue.retry(actions);
        flush("failed", "failed");
        assertThat(reasons).allSatisfy(why -> assertThat(why).hasMessageContaining("is a file"));
        simulator.drive().trash("/target");
        queue.retry(actions);
        flush("failed", "failed", "done", "done");
        assertThat(simulator.drive().find(target + "/a.txt")).isPresent();
        assertThat(simulator.drive().find(target + "/b.txt")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"MOVE", "MOVE_FAILED"})
    void aTargetThatCannotBeCreatedDoesNotMeanThatTheFileIsGone(Act act) {
        queue = queue(MoveDuplicate.fail, "/later");
        PendingAction action = action("/in/a.txt", act);
        simulator.faults().on("/upload/v1/file/mkdir").answer(5066);
        queue.retry(List.of(action));
        flush("failed");
        queue.retry(List.of(action));
        flush("failed", "done");
        assertThat(simulator.drive().find("/later/a.txt")).isPresent();
    }

    /** The folder is known from a listing that is older than its removal by another program. */
    @Test
    void aTargetThatIsGoneDoesNotMeanThatTheFileIsGone() {
        PendingAction first = action("/in/a.txt", Act.MOVE);
        queue.retry(List.of(first));
        flush("done");
        long folder = simulator.drive().find("/done").orElseThrow().id();
        account.call(FileCalls.trash(List.of(folder))).join();
        account.call(FileCalls.delete(List.of(folder))).join();
        simulator.faults().on("/upload/v1/file/mkdir").answer(5066);
        PendingAction second = action("/in/b.txt", Act.MOVE);
        queue.retry(List.of(second));
        flush("done", "failed");
        queue.retry(List.of(second));
        flush("done", "failed", "done");
        assertThat(simulator.drive().find("/done/b.txt")).isPresent();
    }

    @Test
    void filesThatAreAllGoneAreDone() {
        List<PendingAction> actions = List.of(action("/in/a.txt", Act.MOVE), action("/in/b.txt", Act.MOVE));
        List<Long> ids = actions.stream().map(PendingAction::id).toList();
        drive.changes().trash(ids).join();
        drive.changes().delete(ids).join();
        queue.retry(actions);
        flush("done", "done");
    }

    /** Another program may remove the file that has the name, or seem to. */
    @ParameterizedTest
    @CsvSource({"overwrite, /api/v1/file/trash", "keepBoth, /api/v1/file/name"})
    void whatThePlatformSaysOfTheOtherFileIsNotTakenForTheFileItself(MoveDuplicate duplicate, String api) {
        simulator.drive().addFile("/done/a.txt", new byte[] {2});
        queue = queue(duplicate, "/done");
        PendingAction action = action("/in/a.txt", Act.MOVE);
        simulator.faults().on(api).answer(5066);
        queue.retry(List.of(action));
        flush("failed");
        queue.retry(List.of(action));
        flush("failed", "done");
        assertThat(simulator.drive().list("/in")).isEmpty();
    }

    /** What makes the queue send a batch. */
    private enum Sending {
        FULL_BATCH,
        QUIET_SECOND,
        RETRY;

        private void begin(AfterReadQueue queue, List<PendingAction> actions) {
            switch (this) {
                case FULL_BATCH -> actions.forEach(queue::add);
                case QUIET_SECOND -> queue.add(actions.get(0));
                case RETRY -> queue.retry(actions);
            }
        }
    }

    /** A consumer that stops may flush just when another thread begins to send. */
    @ParameterizedTest
    @EnumSource
    void aFlushWaitsForABatchFromTheMomentWhenItIsTaken(Sending how) throws Exception {
        List<PendingAction> actions = LongStream.range(0, FileCalls.BATCH)
                .mapToObj(id -> new FileEntry(id, "a" + id, 0, false, 1, "", 0, 0, false, null, null))
                .map(entry -> new PendingAction(entry, Act.MOVE))
                .toList();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        queue = new AfterReadQueue(
                account::delay,
                batch -> {
                    begun.countDown();
                    try {
                        goesOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return Futures.completed(new ArrayList<>(Collections.nCopies(batch.size(), null)));
                },
                new Outcomes());
        new Thread(() -> how.begin(queue, actions)).start();
        begun.await();
        Thread flushing = new Thread(() -> queue.flush(true));
        flushing.start();
        await().until(() ->
                Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED).contains(flushing.getState()));
        assertThat(flushing.isAlive()).as("it waits").isTrue();
        goesOn.countDown();
        flushing.join();
        assertThat(outcomes)
                .hasSize(how == Sending.QUIET_SECOND ? 1 : FileCalls.BATCH)
                .containsOnly("done");
    }
}
