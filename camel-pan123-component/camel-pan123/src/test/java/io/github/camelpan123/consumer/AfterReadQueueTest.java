package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.consumer.PendingAction.Act;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AfterReadQueueTest {

    private static final String MOVE = "/api/v1/file/move";
    private static final List<String> CALLS = List.of("/api/v1/file/trash", "/api/v1/file/delete", MOVE);

    private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
    private Pan123Simulator simulator;
    private CamelContext context;
    private AccountLease account;
    private Drive drive;
    private AfterReadQueue queue;

    @BeforeEach
    void start() throws Exception {
        simulator = Pan123Simulator.builder().limits(false).start();
        context = new DefaultCamelContext();
        context.disableJMX();
        context.start();
        account = Accounts.acquire(
                new AccountSettingsBuilder(simulator.baseUrl(), simulator.clientId(), simulator.clientSecret()).build(),
                context);
        drive = new Drive(account);
        simulator.drive().addFolder("/done");
        queue = new AfterReadQueue(
                account,
                drive,
                new FileConsumerOptions.Afterwards(
                        AfterRead.move, DrivePath.parse("moveTo", "/done"), MoveDuplicate.fail, false, 0, null),
                new AfterReadQueue.Outcomes() {
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
                    }
                });
    }

    @AfterEach
    void stop() {
        account.close();
        context.stop();
        simulator.close();
    }

    private PendingAction action(String path, Act act) {
        long id = simulator.drive().addFile(path, new byte[] {1});
        FileEntry entry = drive.infos(List.of(id)).join().get(0);
        return new PendingAction(entry, act);
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
        queue.flush(true);
        assertThat(outcomes).containsExactly(outcome);
        long calls = calls();
        queue.retry(List.of(action));
        queue.add(action);
        queue.flush(true);
        assertThat(outcomes).containsExactly(outcome);
        assertThat(calls()).isEqualTo(calls);
    }

    @Test
    void anActionThatFailedIsRunAgain() {
        PendingAction action = action("/in/a.txt", Act.MOVE);
        simulator.faults().on(MOVE).times(1).answer(1, "broken");
        queue.add(action);
        queue.flush(true);
        assertThat(outcomes).containsExactly("failed");
        queue.retry(List.of(action));
        queue.flush(true);
        assertThat(outcomes).containsExactly("failed", "done");
        assertThat(simulator.drive().find("/done/a.txt")).isPresent();
    }
}
