package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.http.ApiClient;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.http.HttpTransport;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/** The connections of one context for an account. Those for downloads are separate, because they stay open for long. */
final class AccountTransport implements AutoCloseable {

    private static final int MOST_DOWNLOADS = 64;

    private final HttpTransport calls;
    private final HttpTransport downloads;
    private final ApiClient client;

    /**
     * @param timer ends requests whose servers do not take them
     * @throws IllegalArgumentException if the account cannot be reached with these settings
     */
    AccountTransport(CamelContext context, AccountSettings settings, ScheduledExecutorService timer) {
        this.calls = transport(context, settings, Workers.MOST + settings.maxUploadsInFlight(), timer);
        this.downloads = transport(context, settings, MOST_DOWNLOADS, timer);
        this.client = new ApiClient(settings.baseUrl(), calls);
    }

    private static HttpTransport transport(
            CamelContext context, AccountSettings settings, int maxConnections, ScheduledExecutorService timer) {
        return new HttpTransport(context, settings.baseUrl(), settings.transport(), maxConnections, timer);
    }

    /** Returns the client for calls and uploads. */
    ApiClient client() {
        return client;
    }

    /** Returns the client for download URLs. */
    ContentClient content() {
        return new ContentClient(downloads);
    }

    /** Cancels all running requests. */
    @Override
    public void close() {
        calls.close();
        downloads.close();
    }
}
