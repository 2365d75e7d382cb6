package io.github.camelpan123.consumer;

import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The after-read actions that a consumer waits for when it stops. */
public final class RunningActions {

    private static final Logger LOG = LoggerFactory.getLogger(RunningActions.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();

    /**
     * Adds an action. Must be called before the action begins, so that a consumer that stops meanwhile waits for it.
     *
     * @return to be completed when the action has ended
     */
    public CompletableFuture<Void> add() {
        CompletableFuture<Void> ended = Futures.pending();
        running.add(ended);
        ended.whenComplete((done, failure) -> running.remove(ended));
        return ended;
    }

    /** Returns the number of actions that have not ended. */
    public int count() {
        return running.size();
    }

    /** Waits until all actions that were added have ended, at most five seconds. */
    public void await() {
        try {
            Futures.allOf(running.toArray(CompletableFuture<?>[]::new))
                    .get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("What is not done by now is found again by its mark in the repository", e);
        }
    }
}
