package io.github.camelpan123.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.FileExist;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.fixtures.AccountSettingsBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {

    @TempDir
    Path folder;

    @Test
    void whatIsSavedAfterTheAccountWasClosedFailsAsAllThatIsStopped() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            AccountLease account = Accounts.acquire(settings(), context);
            account.close();
            assertThat(new Downloader(account)
                            .bring(
                                    new OneByte(),
                                    "a",
                                    new DownloadOptions(
                                            Optional.of(folder.toString()), FileExist.overwrite, null, 0, true)))
                    .failsWithin(Duration.ofMinutes(2))
                    .withThrowableThat()
                    .withCauseInstanceOf(Pan123ShutdownException.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static final class OneByte implements Downloadable {

        @Override
        public String name() {
            return "a.txt";
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[1]);
        }
    }

    private static AccountSettings settings() {
        return new AccountSettingsBuilder("http://127.0.0.1:1", "client", "secret").build();
    }
}
