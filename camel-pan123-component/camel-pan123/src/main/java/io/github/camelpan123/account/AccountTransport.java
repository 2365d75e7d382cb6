package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.http.ApiClient;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.http.HttpTransport;
import org.apache.camel.CamelContext;

/** The connections of one context for an account. Those for downloads are separate, because they stay open for long. */
final class AccountTransport implements AutoCloseable {

    private static final int MOST_DOWNLOADS = 64;

    private final HttpTransport calls;
    private final HttpTransport downloads;
    private final ApiClient client;

    /** @throws IllegalArgumentException if the account cannot be reached with these settings */
    AccountTransport(CamelContext context, AccountSettings settings) {
        this.calls = new HttpTransport(
                context, settings.baseUrl(), settings.transport(), Workers.MOST + settings.maxUploadsInFlight());
        this.downloads = new HttpTransport(context, settings.baseUrl(), settings.transport(), MOST_DOWNLOADS);
        this.client = new ApiClient(settings.baseUrl(), calls);
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
