package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokenStoreTest {

    private static final AccessToken TOKEN = new AccessToken("abc", Instant.parse("2026-12-01T00:00:00Z"));

    /** How long a claim waits here for another: on a busy machine the other may end later than it usually may. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
            assertThat(all).hasSize(1);
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatOthersCanReadOrWriteIsClosedOrRefused() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(load()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(
                Files.createFile(temp.resolve("theirs")), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(this::load)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(temp.toString())
                .hasMessageContaining("Name a folder that does not exist yet");
    }

    private Optional<AccessToken> load() throws IOException {
        try (TokenStore.Claim claim = new FileTokenStore(temp).claim("a")) {
            return claim.load();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "rubbish",
                "{}\n",
                "accessToken=abc\nexpiredAt=20",
                "accessToken=\\u12\nexpiredAt=2099-01-01T00:00:00Z\n",
                "accessToken=abc\nexpiredAt=2099-01-01T00:00:00Z\n"
            })
    void aFileThatIsNoTokenIsPutAside(String content) throws Exception {
        Files.writeString(temp.resolve("a.token"), content);
        assertThat(load()).isEmpty();
        assertThat(names()).containsExactly("a.token.aside");
        assertThat(temp.resolve("a.token.aside")).hasContent(content);
        try (TokenStore.Claim claim = new FileTokenStore(temp).claim("a")) {
            claim.save(TOKEN);
        }
        assertThat(load()).contains(TOKEN);
    }

    @Test
    void whateverByteIsDamagedNoOtherTokenIsRead() throws Exception {
        try (TokenStore.Claim claim = new FileTokenStore(temp).claim("a")) {
            claim.save(TOKEN);
        }
        byte[] bytes = Files.readAllBytes(temp.resolve("a.token"));
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) (1 << bit);
                Files.write(temp.resolve("a.token"), damaged);
                assertThat(load()).as("%d.%d", at, bit).isEmpty();
            }
        }
        assertThat(names()).containsExactly("a.token.aside");
    }

    /** Two web applications, or bundles, of one process. */
    @Test
    void aClaimKeepsAnotherClassLoaderAway() throws Exception {
        try (IsolatedClassLoader loader = new IsolatedClassLoader()) {
            Class<?> twin = loader.loadClass(FileTokenStore.class.getName());
            Constructor<?> patient = twin.getDeclaredConstructor(Path.class, Duration.class);
            patient.setAccessible(true);
            Object theirs = patient.newInstance(temp, PATIENCE);
            CompletableFuture<Object> second;
            try (TokenStore.Claim first = new FileTokenStore(temp).claim("a")) {
                first.save(TOKEN);
                second = CompletableFuture.supplyAsync(() -> {
                    try {
                        return twin.getMethod("claim", String.class).invoke(theirs, "a");
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                });
                Awaitility.await().during(Duration.ofMillis(200)).until(() -> !second.isDone());
            }
            ((AutoCloseable) second.orTimeout(30, TimeUnit.SECONDS).join()).close();
        }
        assertThat(load()).contains(TOKEN);
    }

    @Test
    void aSecondClaimWaitsForTheFirst() throws Exception {
        FileTokenStore store = new FileTokenStore(temp);
        TokenStore.Claim first = store.claim("a");
        CompletableFuture<TokenStore.Claim> second = CompletableFuture.supplyAsync(() -> {
            try {
                return new FileTokenStore(temp, PATIENCE).claim("a");
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
        assertThat(names()).containsExactly("a.token");
    }

    @Test
    void aClaimKeepsAnotherJvmAway() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherJvm.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo(OtherJvm.CLAIMED);
            CompletableFuture<Optional<AccessToken>> mine = CompletableFuture.supplyAsync(() -> {
                try (TokenStore.Claim claim = new FileTokenStore(temp, PATIENCE).claim("a")) {
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
