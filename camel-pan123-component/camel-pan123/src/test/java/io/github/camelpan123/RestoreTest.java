package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.simulator.AccountDrive;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of the drive brought to this machine, and once more when little or nothing has changed. */
class RestoreTest {

    private static final String LIST = "/api/v2/file/list";
    private static final String ADDRESS = "/api/v1/file/download_info";
    private static final String DETAIL = "/api/v1/file/detail";
    private static final String CONTENT = "/download";
    private static final String ACCESS_TOKEN = "/api/v1/access_token";
    private static final int FILES = 300;
    private static final int FOLDERS = 10;
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @TempDir
    Path temporary;

    private Path local;
    private long before;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        drive = platform.simulator.drive();
        local = temporary.resolve("local");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static String content(int number) {
        return String.format("content %07d", number);
    }

    private static String name(int number) {
        // equal names in all folders
        return "d" + number % FOLDERS + "/f" + number / FOLDERS;
    }

    private void fill(int files) {
        for (int i = 0; i < files; i++) {
            drive.addFile("/backup/" + name(i), content(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<FileEntry> listed() {
        Iterator<?> all = platform.template.requestBody(
                "pan123:listFiles?path=/backup&recursive=true", (Object) null, Iterator.class);
        List<FileEntry> files = new ArrayList<>();
        all.forEachRemaining(entry -> files.add((FileEntry) entry));
        files.removeIf(FileEntry::directory);
        return files;
    }

    private String save(String more) {
        return "pan123:download?targetDirectory=" + local + more;
    }

    /** All at once, as a route does that goes on while its steps work. */
    private List<Exchange> restore(String more) {
        before = calls();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (FileEntry entry : listed()) {
            all.add(UploadFixture.begin(platform.context, save(more), entry, Map.of()));
        }
        List<Exchange> done = UploadFixture.all(all, 60);
        assertThat(done).allMatch(exchange -> exchange.getException() == null);
        return done;
    }

    private long calls() {
        return platform.simulator.figures().byPath().entrySet().stream()
                .filter(path ->
                        !path.getKey().equals(ACCESS_TOKEN) && !path.getKey().equals(CONTENT))
                .mapToLong(path -> path.getValue().accepted())
                .sum();
    }

    private long made() {
        return calls() - before;
    }

    /** Since the beginning; the server writes down what it sent when it has sent it. */
    private void assertDownloaded(long bytes) {
        await().untilAsserted(() ->
                assertThat(platform.simulator.figures().downloadedBytes()).isEqualTo(bytes));
    }

    private static List<Boolean> skipped(List<Exchange> done) {
        return done.stream()
                .map(exchange -> exchange.getMessage().getHeader(Pan123Constants.SKIPPED, Boolean.class))
                .toList();
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(local)) {
            all.filter(Files::isRegularFile)
                    .forEach(one ->
                            tree.put(local.relativize(one).toString().replace(File.separatorChar, '/'), text(one)));
        }
        return tree;
    }

    private static String text(Path one) {
        try {
            return Files.readString(one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> expected(int files) {
        Map<String, String> tree = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            tree.put(name(i), content(i));
        }
        return tree;
    }

    private enum Digests {
        READ_AGAIN,
        KEPT
    }

    @ParameterizedTest
    @EnumSource
    void aTreeCostsOneCallAFileAndNothingButItsListsWhenItIsThereAlready(Digests digests) throws Exception {
        fill(FILES);
        String option = "&fileExist=skipIfSame"
                + (digests == Digests.KEPT ? "&digestCacheDirectory=" + temporary.resolve("digests") : "");
        assertThat(skipped(restore(option))).hasSize(FILES).containsOnly(false);
        assertThat(tree()).isEqualTo(expected(FILES));
        assertThat(platform.calls(ADDRESS)).isEqualTo(FILES);
        assertThat(platform.calls(DETAIL)).isZero();
        assertThat(made()).isLessThanOrEqualTo((long) (FILES * 1.05));

        for (int again = 0; again < 2; again++) {
            List<Exchange> done = restore(option);
            assertThat(skipped(done)).containsOnly(true);
            // beside the folders themselves the one above, and the root
            assertThat(made()).isLessThanOrEqualTo(FOLDERS + 2);
            assertThat(platform.calls(ADDRESS)).isEqualTo(FILES);
            assertDownloaded((long) FILES * content(0).length());
            assertDescribed(done);
        }
        assertThat(tree()).isEqualTo(expected(FILES));
    }

    /** What is skipped looks as what was saved. */
    private void assertDescribed(List<Exchange> done) throws IOException {
        List<FileEntry> entries = listed();
        for (int i = 0; i < entries.size(); i++) {
            FileEntry entry = entries.get(i);
            File saved = local.toRealPath().resolve(entry.relativePath()).toFile();
            assertThat(done.get(i).getMessage().getBody()).isEqualTo(saved);
            assertThat(done.get(i).getMessage().getHeaders())
                    .containsEntry(Exchange.FILE_NAME, entry.relativePath())
                    .containsEntry(Exchange.FILE_LENGTH, entry.size())
                    .containsEntry(Exchange.FILE_NAME_PRODUCED, saved.getPath())
                    .containsEntry(Pan123Constants.FILE_NAME, entry.name())
                    .containsEntry(Pan123Constants.ETAG, entry.etag());
        }
    }

    @Test
    void whatIsThereIsReplacedUnlessTheOptionSaysOtherwise() throws Exception {
        fill(20);
        restore("");
        assertThat(skipped(restore(""))).hasSize(20).containsOnly(false);
        assertThat(skipped(restore("&fileExist=overwrite"))).hasSize(20).containsOnly(false);
        assertThat(platform.calls(ADDRESS)).isEqualTo(60);
    }

    /** What may have become of a local file. */
    private enum Change {
        OTHER_CONTENT_OF_EQUAL_SIZE {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, content(9_999_999));
            }
        },
        OTHER_CONTENT_OF_EQUAL_SIZE_LONG_AGO {
            @Override
            void make(Path file) throws IOException {
                OTHER_CONTENT_OF_EQUAL_SIZE.make(file);
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(1)));
            }
        },
        HALF_WRITTEN {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, content(0).substring(0, 5));
            }
        },
        TOO_LONG {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, Files.readString(file) + "x");
            }
        },
        EMPTIED {
            @Override
            void make(Path file) throws IOException {
                Files.writeString(file, "");
            }
        },
        GONE {
            @Override
            void make(Path file) throws IOException {
                Files.delete(file);
            }
        },
        A_LINK_TO_THE_SAME {
            @Override
            void make(Path file) throws IOException {
                Path elsewhere = file.resolveSibling("elsewhere");
                Files.move(file, elsewhere);
                Files.createSymbolicLink(file, elsewhere);
            }
        };

        abstract void make(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotTheSameIsDownloadedAgain(Change change) throws Exception {
        fill(20);
        String option = "&fileExist=skipIfSame&digestCacheDirectory=" + temporary.resolve("digests");
        restore(option);
        for (int i = 0; i < 20; i++) {
            Files.setLastModifiedTime(local.resolve(name(i)), FileTime.from(LONG_AGO));
        }
        assertThat(skipped(restore(option))).containsOnly(true);
        change.make(local.resolve(name(7)));

        assertThat(skipped(restore(option))).containsOnlyOnce(false);
        assertDownloaded(21L * content(7).length());
        assertThat(tree()).containsAllEntriesOf(expected(20));
        assertThat(local.resolve(name(7))).isRegularFile();
        assertThat(Files.isSymbolicLink(local.resolve(name(7)))).isFalse();
        assertThat(skipped(restore(option))).containsOnly(true);
    }

    @Test
    void whatHasChangedOnTheDriveIsDownloadedAgain() throws Exception {
        fill(20);
        restore("&fileExist=skipIfSame");
        drive.addFile("/backup/" + name(7), content(9_999_999).getBytes(StandardCharsets.UTF_8));
        assertThat(skipped(restore("&fileExist=skipIfSame"))).containsOnlyOnce(false);
        assertThat(local.resolve(name(7))).hasContent(content(9_999_999));
    }

    @Test
    void emptyFilesAreComparedToo() throws Exception {
        drive.addFile("/backup/d/empty", new byte[0]);
        assertThat(skipped(restore("&fileExist=skipIfSame"))).containsExactly(false);
        assertThat(tree()).isEqualTo(Map.of("d/empty", ""));
        assertThat(skipped(restore("&fileExist=skipIfSame"))).containsExactly(true);
        Files.writeString(local.resolve("d/empty"), "x");
        assertThat(skipped(restore("&fileExist=skipIfSame"))).containsExactly(false);
        assertThat(tree()).isEqualTo(Map.of("d/empty", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "path", "result header"})
    void aFileThatIsNotFromAListIsComparedToo(String way) throws Exception {
        long id = drive.addFile("/backup/a.txt", content(1).getBytes(StandardCharsets.UTF_8));
        List<Boolean> skipped = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Object body = way.equals("id") ? (Object) id : way.equals("path") ? "/backup/a.txt" : null;
            skipped.add(UploadFixture.succeed(UploadFixture.begin(
                            platform.context,
                            save("&fileExist=skipIfSame"),
                            body,
                            way.equals("result header") ? Map.of(Pan123Constants.FILE_ID, id) : Map.of()))
                    .getMessage()
                    .getHeader(Pan123Constants.SKIPPED, Boolean.class));
        }
        assertThat(skipped).containsExactly(false, true);
        assertThat(platform.calls(ADDRESS)).isOne();
        assertThat(platform.calls(CONTENT)).isOne();
        assertThat(tree()).isEqualTo(Map.of("a.txt", content(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "id"})
    void anMd5InCapitalsIsComparedToo(String way) throws Exception {
        byte[] content = content(1).getBytes(StandardCharsets.UTF_8);
        long id = drive.addFile("/backup/a.txt", content);
        String md5 = UploadFixture.md5(content);
        String shown = md5.toUpperCase(Locale.ROOT);
        Object body = way.equals("id")
                ? id
                : new FileEntry(id, "a.txt", 0, false, content.length, shown, 0, 0, false, null, null);
        platform.simulator
                .faults()
                .on(DETAIL)
                .always()
                .garbage("{\"code\":0,\"message\":\"ok\",\"data\":{\"fileID\":" + id
                        + ",\"filename\":\"a.txt\",\"type\":0,\"size\":" + content.length + ",\"etag\":\"" + shown
                        + "\",\"status\":0,\"parentFileID\":0,\"trashed\":0},\"x-traceID\":\"\"}");
        List<Boolean> skipped = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Message done = UploadFixture.succeed(
                            UploadFixture.begin(platform.context, save("&fileExist=skipIfSame"), body, Map.of()))
                    .getMessage();
            skipped.add(done.getHeader(Pan123Constants.SKIPPED, Boolean.class));
            assertThat(done.getHeader(Pan123Constants.ETAG)).isEqualTo(way.equals("id") ? md5 : shown);
        }
        assertThat(skipped).containsExactly(false, true);
        assertThat(platform.calls(CONTENT)).isOne();
    }

    @Test
    void aStreamIsNeitherComparedNorSaysThatItWas() {
        drive.addFile("/backup/a.txt", content(1).getBytes(StandardCharsets.UTF_8));
        Exchange done =
                platform.template.send("pan123:download?fileExist=skipIfSame&path=/backup/a.txt", exchange -> {});
        assertThat(done.getMessage().getBody(String.class)).isEqualTo(content(1));
        assertThat(done.getMessage().getHeaders()).doesNotContainKey(Pan123Constants.SKIPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&fileExist=skipIfSame"})
    void somethingElseInThePlaceIsATypedErrorBeforeTheFileIsAskedFor(String option) throws Exception {
        fill(2 * FOLDERS);
        Files.createDirectories(local.resolve(name(3)).resolve("kept"));
        Files.createDirectories(local);
        Files.writeString(local.resolve("d5"), "a file");
        List<FileEntry> all = listed();
        all.removeIf(entry ->
                !entry.relativePath().equals(name(3)) && !entry.relativePath().startsWith("d5/"));
        assertThat(all).hasSize(3);
        for (FileEntry entry : all) {
            Throwable failure =
                    UploadFixture.fail(UploadFixture.begin(platform.context, save(option), entry, Map.of()));
            assertThat(failure)
                    .isInstanceOf(
                            entry.relativePath().equals(name(3))
                                    ? FileAlreadyExistsException.class
                                    : NotDirectoryException.class);
        }
        assertThat(platform.calls(ADDRESS)).isZero();
        assertThat(local.resolve(name(3)).resolve("kept")).isDirectory();
        assertThat(local.resolve("d5")).hasContent("a file");
    }

    @Test
    void whatAListSaidIsNotBelievedAgainstTheContent() throws Exception {
        fill(1);
        FileEntry entry = listed().get(0);
        FileEntry other = new FileEntry(
                entry.fileId(),
                entry.name(),
                entry.parentFileId(),
                false,
                entry.size(),
                "0".repeat(32),
                entry.category(),
                entry.status(),
                false,
                entry.createdAt(),
                entry.updatedAt());
        Throwable failure = UploadFixture.fail(UploadFixture.begin(platform.context, save(""), other, Map.of()));
        assertThat(failure).isInstanceOf(Pan123DownloadFailedException.class);
        assertThat(tree()).isEmpty();
    }
}
