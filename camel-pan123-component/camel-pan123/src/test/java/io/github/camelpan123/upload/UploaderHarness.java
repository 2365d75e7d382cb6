package io.github.camelpan123.upload;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.auth.MemoryTokenStore;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.SimulatorBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** An uploader against a simulator that waits milliseconds where others wait seconds. */
final class UploaderHarness implements AutoCloseable {

    static final Uploader.Delays SHORT = Uploader.Delays.of(Duration.ofMillis(2), Duration.ofMillis(5));

    final Pan123Simulator simulator;
    final AccountLease account;
    private final MemoryTokenStore tokens = new MemoryTokenStore();
    private final CamelContext context = new DefaultCamelContext();
    private final Uploader uploader;

    UploaderHarness(UnaryOperator<SimulatorBuilder> changes) throws Exception {
        simulator = changes.apply(Pan123Simulator.builder().limits(false).mergePolls(0))
                .start();
        context.disableJMX();
        context.start();
        try (AccountLease before = Accounts.acquire(settings(), context)) {
            // the token comes from the store, so that another login is possible at once
            before.token().join();
        }
        account = Accounts.acquire(settings(), context);
        uploader = uploader(SHORT);
    }

    private AccountSettings settings() {
        return new AccountSettingsBuilder(simulator.baseUrl(), simulator.clientId(), simulator.clientSecret())
                .quickUploads()
                .tokenStore(tokens)
                .build();
    }

    Uploader uploader(Uploader.Delays delays) {
        return new Uploader(account, new Drive(account), true, delays, Spool::temporary);
    }

    /** Uploads into the root. */
    CompletableFuture<UploadOutcome> upload(String name, byte[] content, UploadMode mode, Duplicate duplicate) {
        return upload(uploader, name, content, mode, duplicate);
    }

    static CompletableFuture<UploadOutcome> upload(
            Uploader uploader, String name, byte[] content, UploadMode mode, Duplicate duplicate) {
        return upload(uploader, request(name, body(content), options(mode, duplicate, null)));
    }

    static CompletableFuture<UploadOutcome> upload(Uploader uploader, UploadRequest request) {
        return uploader.upload(request, upload -> upload.apply(0));
    }

    static UploadRequest request(String name, UploadBody body, UploadOptions options) {
        return new UploadRequest(body, name, null, options, (phase, file, done, total) -> {}, () -> true);
    }

    static UploadOptions options(UploadMode mode, Duplicate duplicate, Path journals) {
        return new UploadOptions(mode, 0, 4, duplicate, true, journals, null, Long.MAX_VALUE);
    }

    static UploadBody body(Object content) {
        try {
            return UploadBodies.of(content, () -> StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        account.close();
        context.stop();
        simulator.close();
    }
}
