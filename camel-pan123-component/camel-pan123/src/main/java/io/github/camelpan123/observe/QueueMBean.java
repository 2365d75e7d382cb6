package io.github.camelpan123.observe;

import io.github.camelpan123.account.QueueControl;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import java.time.Duration;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The MBean of one queue of an account. */
@ManagedResource(description = "The queue before one call of the 123pan platform")
public final class QueueMBean {

    private final QueueControl queues;
    private final String shortName;

    QueueMBean(QueueControl queues, String shortName) {
        this.queues = queues;
        this.shortName = shortName;
    }

    private QueueFigures figures() {
        return queues.figures(shortName);
    }

    /** Returns the name of the call in the option {@code rateLimits}. */
    @ManagedAttribute(description = "The name of the call in the option rateLimits")
    public String getShortName() {
        return shortName;
    }

    /** Returns the path of the call. */
    @ManagedAttribute(description = "The path of the call")
    public String getPath() {
        return figures().path();
    }

    /** Returns the current limit in calls per second. */
    @ManagedAttribute(description = "The limit in calls per second")
    public String getLimit() {
        return figures().limit();
    }

    /** Changes the limit for all users of the account, until the last context that uses it has stopped. */
    @ManagedAttribute(description = "The limit in calls per second")
    public void setLimit(String callsPerSecond) {
        queues.limit(shortName, callsPerSecond);
    }

    /** Whether the platform documents a limit of this call. */
    @ManagedAttribute(description = "Whether the platform documents a limit for this call")
    public boolean isDocumented() {
        return figures().documented();
    }

    /** Returns the number of waiting calls. */
    @ManagedAttribute(description = "Calls that wait for their turn")
    public int getWaiting() {
        return figures().waiting();
    }

    /** Returns the number of calls in progress. */
    @ManagedAttribute(description = "Calls that were sent and are not answered yet")
    public int getInFlight() {
        return figures().inFlight();
    }

    /** Returns how long a new call would wait. */
    @ManagedAttribute(description = "How long a new call would wait, in milliseconds; -1 while the queue is paused")
    public long getExpectedWaitMillis() {
        Duration wait = figures().expectedWait();
        return wait == null ? -1 : wait.toMillis();
    }

    /** Returns how long calls have waited without any of them being sent. */
    @ManagedAttribute(description = "How long calls have waited without any of them being sent, in milliseconds")
    public long getStalledMillis() {
        return figures().stalled().toMillis();
    }

    /** Returns how long the queue will pause because of a refusal. */
    @ManagedAttribute(description = "How long the queue will still pause after a refusal, in milliseconds")
    public long getBackOffMillis() {
        return figures().backOff().toMillis();
    }

    /** Returns the permits of one period. */
    @ManagedAttribute(description = "The calls that the limit allows in one period")
    public int getPermits() {
        return figures().permits();
    }

    /** Returns the permits of one period at present. */
    @ManagedAttribute(description = "The calls that are sent in one period at present, fewer after refusals")
    public int getPermitsNow() {
        return figures().permitsNow();
    }

    /** Returns the used permits. */
    @ManagedAttribute(description = "The permits of the current period that are used up")
    public int getPermitsUsed() {
        return figures().used();
    }

    /** Returns the period of the limit. */
    @ManagedAttribute(description = "The period of the limit in milliseconds")
    public long getPeriodMillis() {
        return figures().period().toMillis();
    }

    /** Returns the number of batch calls. */
    @ManagedAttribute(description = "Calls that carried several items together, or could have")
    public long getBatches() {
        return queues.batches(shortName).batches();
    }

    /** Returns the mean number of items in a batch call. */
    @ManagedAttribute(description = "The mean number of items in such a call")
    public double getMeanBatchSize() {
        return queues.batches(shortName).meanSize();
    }

    /** Whether the queue is paused by {@link #pause()}. */
    @ManagedAttribute(description = "Whether the queue is paused by the operation pause")
    public boolean isPaused() {
        return figures().paused();
    }

    /** Sends no more calls, for all users of the account. */
    @ManagedOperation(description = "Sends no more calls until resume; waiting calls fail after maxWait")
    public void pause() {
        queues.pause(shortName, true);
    }

    /** Ends the pause. */
    @ManagedOperation(description = "Ends the pause")
    public void resume() {
        queues.pause(shortName, false);
    }

    /** Returns the number of calls sent so far. */
    @ManagedAttribute(description = "Calls made so far, repeated ones included")
    public long getSent() {
        return figures().sent();
    }

    /** Returns the number of calls that the platform answered with "too frequent". */
    @ManagedAttribute(description = "Calls that the platform refused as too frequent")
    public long getRefused() {
        return figures().refused();
    }
}
