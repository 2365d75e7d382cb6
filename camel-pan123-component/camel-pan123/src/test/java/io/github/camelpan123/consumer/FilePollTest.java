package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.drive.NameFilter;
import io.github.camelpan123.fixtures.SimulatedAccount;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilePollTest {

    private static final int FILES = 500;

    private SimulatedAccount simulated;
    private Pan123Simulator simulator;
    private AccountLease account;

    @BeforeEach
    void start() throws Exception {
        simulated = new SimulatedAccount();
        simulator = simulated.simulator();
        account = simulated.lease();
        for (int i = 0; i < FILES; i++) {
            simulator.drive().addFile("/in/" + i, new byte[] {1});
        }
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private List<String> poll(ToIntFunction<FileEntry> failures) {
        Drive drive = new Drive(account);
        long folder = simulator.drive().addFolder("/in");
        FileConsumerOptions options = new FileConsumerOptions(
                folder,
                null,
                ListOptions.PLAIN,
                NameFilter.ALL,
                new FileConsumerOptions.Afterwards(AfterRead.none, null, MoveDuplicate.fail, false, 0, null),
                null,
                false,
                entry -> null);
        FileTracker tracker = new FileTracker(account, drive, options, new FileMemory(), (message, cause) -> {});
        FilePoll poll = new FilePoll(drive, options, tracker, failures);
        List<String> found = new ArrayList<>();
        while (!poll.over()) {
            poll.next(FILES).forEach(file -> found.add(file.entry().name()));
        }
        assertThat(poll.failure()).isEmpty();
        return found;
    }

    @Test
    void filesWithFewerFailuresComeFirst() {
        // the name of a file is a number
        assertThat(poll(file -> Integer.parseInt(file.name()) % 3))
                .hasSize(FILES)
                .isSortedAccordingTo(Comparator.comparingInt(name -> Integer.parseInt(name) % 3));
    }

    /** Exchanges that end during the poll change the number of their failures. */
    @Test
    void failuresThatChangeDuringThePollLoseNoFile() {
        for (int seed = 0; seed < 10; seed++) {
            Random changing = new Random(seed);
            assertThat(poll(file -> 1 + changing.nextInt(2)))
                    .as("seed %s", seed)
                    .doesNotHaveDuplicates()
                    .hasSize(FILES);
        }
    }

    @Test
    void theFailuresOfAFileAreReadOnce() {
        Map<Long, Integer> reads = new HashMap<>();
        poll(file -> reads.merge(file.fileId(), 1, Integer::sum));
        assertThat(reads).hasSize(FILES);
        assertThat(Set.copyOf(reads.values())).containsExactly(1);
    }
}
