package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.account.cluster.UploadLease.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedLeaseTest {

    private static final Duration BIT = Duration.ofMillis(1);

    private final NodesWithLeases nodes = new NodesWithLeases();
    private final NodesWithLeases.Node a = nodes.node();
    private final NodesWithLeases.Node b = nodes.node();

    @AfterEach
    void close() {
        nodes.close();
    }

    private static State get(CompletableFuture<State> answer) throws Exception {
        return answer.get(2, TimeUnit.MINUTES);
    }

    private SharedLease owned(NodesWithLeases.Node node) throws Exception {
        SharedLease lease = node.lease("upload", 0);
        assertThat(get(lease.acquire())).isEqualTo(State.HELD);
        assertThat(lease.valid()).isTrue();
        return lease;
    }

    @Test
    void anOwnerThatIsAliveKeepsIt() throws Exception {
        SharedLease owner = owned(a);
        SharedLease other = b.lease("upload", 0);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(owner.renewal());
        assertThat(get(owner.renew(false))).isEqualTo(State.HELD);
        nodes.pass(NodesWithLeases.LEASE);
        assertThat(get(other.acquire())).isEqualTo(State.BUSY);
        assertThat(get(owner.renew(false))).isEqualTo(State.HELD);
    }

    @Test
    void itIsTakenOverALeaseAfterItWasSeenUnchangedAndNotBefore() throws Exception {
        SharedLease owner = owned(a);
        nodes.pass(NodesWithLeases.LEASE);
        SharedLease other = b.lease("upload", 0);
        // how long the owner has been silent before does not count
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(NodesWithLeases.LEASE);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(BIT);
        assertThat(get(other.acquire())).isEqualTo(State.HELD);
        assertThat(other.number()).isGreaterThan(owner.number());
        assertThat(owner.valid()).isFalse();
        assertThat(get(owner.renew(false))).isEqualTo(State.BUSY);
        assertThat(get(owner.renew(true))).isEqualTo(State.BUSY);
        // nor does it take it back
        owner.release();
        assertThat(get(other.renew(false))).isEqualTo(State.HELD);
    }

    @Test
    void theTimeInWhichTheEngineDidNotAnswerDoesNotCount() throws Exception {
        owned(a);
        SharedLease other = b.lease("upload", 0);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        b.reached(false);
        nodes.pass(NodesWithLeases.LEASE.plus(BIT));
        assertThatThrownBy(() -> get(other.acquire())).isInstanceOf(ExecutionException.class);
        b.reached(true);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(NodesWithLeases.LEASE);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(BIT);
        assertThat(get(other.acquire())).isEqualTo(State.HELD);
    }

    /** Otherwise, an engine that fails now and then would never let a dead owner go. */
    @Test
    void oneAnswerThatIsMissingChangesNothing() throws Exception {
        owned(a);
        SharedLease other = b.lease("upload", 0);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        b.reached(false);
        assertThatThrownBy(() -> get(other.acquire())).isInstanceOf(ExecutionException.class);
        b.reached(true);
        nodes.pass(NodesWithLeases.LEASE.dividedBy(4));
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        nodes.pass(NodesWithLeases.LEASE.dividedBy(4).multipliedBy(3).plus(BIT));
        assertThat(get(other.acquire())).isEqualTo(State.HELD);
    }

    @Test
    void theOwnerIsUnsureBeforeOthersMayTakeIt() throws Exception {
        SharedLease owner = owned(a);
        SharedLease other = b.lease("upload", 0);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        Duration step = NodesWithLeases.LEASE.dividedBy(20);
        int sure = 0;
        while (owner.valid()) {
            assertThat(get(other.acquire())).isEqualTo(State.WAIT);
            nodes.pass(step);
            sure++;
        }
        assertThat(sure).isBetween(10, 15);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
    }

    @Test
    void whatIsReleasedIsFreeAtOnceAndLeavesNothing() throws Exception {
        SharedLease owner = owned(a);
        SharedLease other = b.lease("upload", 0);
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        owner.release();
        assertThat(get(other.acquire())).isEqualTo(State.HELD);
        other.release();
        assertThat(get(a.lease("upload", 0).acquire())).isEqualTo(State.HELD);
        assertThat(nodes.values()).isOne();
    }

    @Test
    void anOwnerThatTheEngineHasForgottenSaysThatItIsAliveBeforeAnotherOneTakesIt() throws Exception {
        SharedLease owner = owned(a);
        nodes.lose();
        SharedLease other = b.lease("upload", owner.number());
        assertThat(get(other.acquire())).isEqualTo(State.WAIT);
        assertThat(get(owner.renew(false))).isEqualTo(State.FORGOTTEN);
        assertThat(get(owner.renew(true))).isEqualTo(State.HELD);
        nodes.pass(NodesWithLeases.LEASE.plus(BIT));
        assertThat(get(other.acquire())).isEqualTo(State.BUSY);

        nodes.lose();
        SharedLease third = b.lease("upload", owner.number());
        assertThat(get(third.acquire())).isEqualTo(State.WAIT);
        nodes.pass(NodesWithLeases.LEASE.plus(BIT));
        assertThat(get(third.acquire())).isEqualTo(State.HELD);
        assertThat(third.number()).isGreaterThan(owner.number());
        assertThat(get(owner.renew(true))).isEqualTo(State.BUSY);
    }

    @Test
    void anOperationThatWasCarriedOutWithoutAnAnswerIsNoLoss() throws Exception {
        SharedLease owner = owned(a);
        CompletableFuture<State> unanswered = owner.renew(false);
        CompletableFuture<State> again = owner.renew(false);
        assertThat(List.of(get(unanswered), get(again))).containsOnly(State.HELD);
        assertThat(get(owner.renew(false))).isEqualTo(State.HELD);
    }

    @Test
    void whatIsDamagedIsNobodysAfterALease() throws Exception {
        for (String text : List.of("", "x", "2 1 owner 1", "1 x owner 1", "1 1 owner x", "1 1 owner")) {
            assertThat(LeaseEntry.decode(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isEmpty();
        }
        LeaseEntry entry = new LeaseEntry(5, "owner", 7);
        assertThat(LeaseEntry.decode(entry.encode())).hasValue(entry);
    }
}
