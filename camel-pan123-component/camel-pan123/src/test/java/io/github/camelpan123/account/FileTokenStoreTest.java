package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.platform.AccessToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTokenStoreTest {

    private static final AccessToken TOKEN = new AccessToken("abc", Instant.parse("2026-12-01T00:00:00Z"));

    @TempDir
    Path temp;

    @Test
    void keepsATokenForTheNextOneAndOnlyForTheSameAccount() throws Exception {
        Path folder = temp.resolve("tokens");
        try (TokenStore.Claim claim = new FileTokenStore(folder).claim("a")) {
            assertThat(claim.load()).isEmpty();
            claim.save(TOKEN);
        }
        try (TokenStore.Claim claim = new FileTokenStore(folder).claim("a")) {
            assertThat(claim.load()).contains(TOKEN);
        }
        try (TokenStore.Claim claim = new FileTokenStore(folder).claim("b")) {
            assertThat(claim.load()).isEmpty();
        }
    }

    @Test
    void onlyTheOwnerCanReadAnyOfIt() throws Exception {
        Path folder = temp.resolve("tokens");
        try (TokenStore.Claim claim = new FileTokenStore(folder).claim("a")) {
            claim.save(TOKEN);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(2);
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aTornFileIsNoToken() throws Exception {
        Files.writeString(temp.resolve("a.token"), "accessToken=abc\nexpiredAt=20");
        try (TokenStore.Claim claim = new FileTokenStore(temp).claim("a")) {
            assertThat(claim.load()).isEmpty();
        }
    }

    @Test
    void aSecondClaimWaitsForTheFirst() throws Exception {
        FileTokenStore store = new FileTokenStore(temp);
        TokenStore.Claim first = store.claim("a");
        CompletableFuture<TokenStore.Claim> second = CompletableFuture.supplyAsync(() -> {
            try {
                return new FileTokenStore(temp).claim("a");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> !second.isDone());
        first.close();
        second.join().close();
    }

    @Test
    void whoReadsWhileItIsReplacedSeesOneOfTheTwo() throws Exception {
        FileTokenStore store = new FileTokenStore(temp);
        AccessToken longer = new AccessToken("x".repeat(20_000), Instant.parse("2027-12-01T00:00:00Z"));
        try (TokenStore.Claim claim = store.claim("a")) {
            claim.save(TOKEN);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        claim.save(i % 2 == 0 ? longer : TOKEN);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (!writer.isDone()) {
                assertThat(claim.load()).isPresent().get().isIn(TOKEN, longer);
            }
            writer.join();
        }
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a.token", "a.lock");
        }
    }

    @Test
    void aClaimKeepsAnotherJvmAway() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJvm.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo(OtherJvm.CLAIMED);
            CompletableFuture<Optional<AccessToken>> mine = CompletableFuture.supplyAsync(() -> {
                try (TokenStore.Claim claim = new FileTokenStore(temp).claim("a")) {
                    return claim.load();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Awaitility.await().during(Duration.ofMillis(200)).until(() -> !mine.isDone());
            other.getOutputStream().close();
            assertThat(mine.orTimeout(30, TimeUnit.SECONDS).join()).contains(TOKEN);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Has a claim until its input ends, and leaves a token. */
    static final class OtherJvm {
        private static final int CLAIMED = '!';

        private OtherJvm() {}

        public static void main(String[] args) throws Exception {
            try (TokenStore.Claim claim = new FileTokenStore(Path.of(args[0])).claim("a")) {
                System.out.write(CLAIMED);
                System.out.flush();
                System.in.transferTo(OutputStream.nullOutputStream());
                claim.save(TOKEN);
            }
        }
    }
}
