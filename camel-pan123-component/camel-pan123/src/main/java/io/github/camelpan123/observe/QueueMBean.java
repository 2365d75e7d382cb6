package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The MBean of one queue of an account. */
@ManagedResource(description = "The queue before one call of the 123pan platform")
public final class QueueMBean {

    private final AccountLease account;
    private final String shortName;

    QueueMBean(AccountLease account, String shortName) {
        this.account = account;
        this.shortName = shortName;
    }

    private QueueFigures figures() {
        return account.queue(shortName);
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
        account.limit(shortName, callsPerSecond);
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
