package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.drive.FileChanges;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.drive.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing that many share shows own changes at once, and where others change the drive it is not believed blindly. */
class SharedListingTest {

    private static final String LIST = "/api/v2/file/list";
    private static final String INFOS = "/api/v1/file/infos";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final int PAGE = 100;
    private static final String OLD = "old";
    private static final String NEW = "new";

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        drive = platform.simulator.drive();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long id(String path) {
        return drive.find(path).map(Entry::id).orElseThrow();
    }

    private FileEntry get(String path) {
        return platform.template.requestBody("pan123:getFile", path, FileEntry.class);
    }

    private void assertAbsent(String path) {
        assertThatThrownBy(() -> get(path))
                .extracting(Throwable::getCause)
                // a file where a folder of the path should be
                .isInstanceOfAny(Pan123NotFoundException.class, Pan123NameConflictException.class);
    }

    private void upload(String duplicate, String path, String content) {
        platform.template.sendBodyAndHeader(
                "pan123:upload?createDirectories=true&duplicate=" + duplicate,
                bytes(content),
                Exchange.FILE_NAME,
                path.substring(1));
    }

    /** Everybody remembers the folder {@code /a} with the files x and y, and {@code /b} with z. */
    private void remembered() {
        drive.addFile("/a/x", bytes(OLD));
        drive.addFile("/a/y", bytes(OLD));
        drive.addFile("/b/z", bytes(OLD));
        for (String path : List.of("/a/x", "/a/y", "/b/z")) {
            upload("skipIfSame", path, OLD);
        }
        assertThat(platform.calls(SINGLE)).isZero();
    }

    static Stream<Arguments> ownChanges() {
        return Stream.of(
                own("trash", (test, to) -> to.requestBody("pan123:trash", (Object) "/a/x")),
                own("delete", (test, to) -> to.requestBody("pan123:delete", (Object) "/a/x")),
                own("trash the folder", (test, to) -> to.requestBody("pan123:trash", (Object) "/a")),
                own("rename", (test, to) -> to.requestBody("pan123:rename?newName=n", (Object) "/a/x")),
                own("rename the folder", (test, to) -> to.requestBody("pan123:rename?newName=n", (Object) "/a")),
                own("move", (test, to) -> to.requestBody("pan123:move?targetParentPath=/b", (Object) "/a/x")),
                own("move the folder", (test, to) -> to.requestBody("pan123:move?targetParentPath=/b", (Object) "/a")),
                own("trash each", (test, to) -> test.each("/a/x", FileChanges::trashEach)),
                own("move each", (test, to) -> test.moveEach("/a/x", "/b")),
                own("overwrite", (test, to) -> test.upload("overwrite", "/a/x", NEW)));
    }

    /** As consumers do it: many at once, and told of each what became of it. */
    private void each(String path, BiFunction<FileChanges, List<Long>, List<CompletableFuture<Void>>> change) {
        FileChanges changes =
                platform.component().enterAccount(platform.options()).drive().changes();
        change.apply(changes, List.of(id(path))).forEach(CompletableFuture::join);
    }

    private void moveEach(String path, String folder) {
        long target = id(folder);
        each(path, (changes, ids) -> changes.moveEach(ids, target));
    }

    private static Arguments own(String name, BiConsumer<SharedListingTest, ProducerTemplate> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownChanges")
    void afterAnOwnChangeTheFileIsSentAgain(String name, BiConsumer<SharedListingTest, ProducerTemplate> change) {
        remembered();
        change.accept(this, platform.template);
        long sent = platform.calls(SINGLE);
        upload("skipIfSame", "/a/x", OLD);
        assertThat(platform.calls(SINGLE)).isEqualTo(sent + 1);
        assertThat(drive.content("/a/x")).isEqualTo(bytes(OLD));
        assertThat(drive.list("/a").stream().filter(entry -> entry.name().equals("x") && !entry.trashed()))
                .hasSize(1);
    }

    static Stream<Arguments> ownArrivals() {
        return Stream.of(
                own("upload", (test, to) -> test.upload("fail", "/b/y", OLD)),
                own("move", (test, to) -> to.requestBody("pan123:move?targetParentPath=/b", (Object) "/a/y")),
                own("move each", (test, to) -> test.moveEach("/a/y", "/b")),
                own("copy", (test, to) -> to.requestBody("pan123:copy?targetParentPath=/b", (Object) "/a/y")),
                own(
                        "copy many",
                        (test, to) -> to.requestBody("pan123:copy?targetParentPath=/b", List.of("/a/x", "/a/y"))),
                own("rename", (test, to) -> to.requestBody("pan123:rename?newName=y", (Object) "/b/z")),
                own("recover to", (test, to) -> {
                    to.requestBody("pan123:trash", (Object) "/a/y");
                    to.requestBody("pan123:recover?targetParentPath=/b", (Object) "/a/y");
                }),
                own("recover", (test, to) -> {
                    test.upload("fail", "/b/y", OLD);
                    to.requestBody("pan123:trash", (Object) "/b/y");
                    test.upload("skipIfSame", "/b/other", OLD);
                    to.requestBody("pan123:recover", (Object) "/b/y");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownArrivals")
    void whatAnOwnChangeBroughtIsNotSentAgain(String name, BiConsumer<SharedListingTest, ProducerTemplate> change) {
        remembered();
        change.accept(this, platform.template);
        long sent = platform.calls(SINGLE);
        upload("skipIfSame", "/b/y", OLD);
        assertThat(platform.calls(SINGLE)).isEqualTo(sent);
    }

    /** What somebody else does to the drive, without the component. */
    private enum Others {
        ADD {
            @Override
            void change(AccountDrive drive) {
                drive.addFile("/a/n", bytes(NEW));
            }
        },
        TRASH {
            @Override
            void change(AccountDrive drive) {
                drive.trash("/a/x");
            }
        },
        REPLACE {
            @Override
            void change(AccountDrive drive) {
                drive.trash("/a/x");
                drive.addFile("/a/x", bytes(NEW));
            }
        },
        REPLACE_BY_FOLDER {
            @Override
            void change(AccountDrive drive) {
                drive.trash("/a/x");
                drive.addFile("/a/x/n", bytes(NEW));
            }
        },
        TRASH_FOLDER {
            @Override
            void change(AccountDrive drive) {
                drive.trash("/a");
            }
        },
        REPLACE_FOLDER {
            @Override
            void change(AccountDrive drive) {
                drive.trash("/a");
                drive.addFile("/a/x", bytes(NEW));
            }
        };

        abstract void change(AccountDrive drive);
    }

    static Stream<Others> others() {
        return Stream.of(Others.values());
    }

    @ParameterizedTest
    @MethodSource("others")
    void aPathIsWhatItIsNowWhateverOthersDo(Others others) {
        remembered();
        others.change(drive);
        for (String path : List.of("/a", "/a/x", "/a/y", "/a/n", "/a/x/n", "/b/z")) {
            drive.find(path)
                    .filter(entry -> !entry.trashed())
                    .ifPresentOrElse(
                            entry -> assertThat(get(path).fileId()).as(path).isEqualTo(entry.id()),
                            () -> assertAbsent(path));
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void skipIfSameNeverMakesTwoWhateverOthersDo(Others others) {
        remembered();
        others.change(drive);
        for (String path : List.of("/a/x", "/a/y", "/a/n", "/b/z")) {
            upload("skipIfSame", path, OLD);
        }
        assertThat(drive.all().stream()
                        .filter(entry -> !entry.trashed() && !entry.folder())
                        .map(entry -> drive.path(entry.id())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("others")
    void withoutAnAgeSkipIfSameSeesWhatOthersDid(Others others) {
        platform.options().setListingMaxAge(0);
        remembered();
        others.change(drive);
        for (String path : List.of("/a/y", "/b/z")) {
            upload("skipIfSame", path, OLD);
            assertThat(drive.content(path)).as(path).isEqualTo(bytes(OLD));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overwrite", "keepBoth&soleWriter=true", "fail"})
    void afterALostAnswerTheLookIsFresh(String duplicate) {
        remembered();
        String path = duplicate.equals("overwrite") ? "/a/x" : "/a/n";
        upload("skipIfSame", "/a/y", OLD);
        long lists = platform.calls(LIST);
        platform.simulator.faults().on(SINGLE).cutAfter();
        upload(duplicate, path, NEW);
        assertThat(platform.calls(LIST)).isGreaterThan(lists);
        assertThat(platform.calls(SINGLE)).isOne();
        assertThat(drive.content(path)).isEqualTo(bytes(NEW));
        upload("skipIfSame", path, NEW);
        assertThat(platform.calls(SINGLE)).isOne();
    }

    @Test
    void aDoubtAboutAnUploadEndsWhatIsRememberedOfItsName() {
        remembered();
        // it has landed, and nobody is told, not even by the look that follows
        platform.simulator.faults().on(SINGLE).times(10).cutAfter();
        platform.simulator.faults().on(LIST).always().answer(1, "no list");
        assertThatThrownBy(() -> platform.template.requestBodyAndHeader(
                        "pan123:upload?duplicate=overwrite&parentPath=/a", bytes(NEW), Exchange.FILE_NAME, "x"))
                .isNotNull();
        platform.simulator.faults().clear();
        upload("skipIfSame", "/a/x", OLD);
        assertThat(drive.content("/a/x")).isEqualTo(bytes(OLD));
    }

    @Test
    void manyWhoFindNothingAskOnceMoreTogether() {
        remembered();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        long lists = platform.calls(LIST);
        platform.simulator.faults().on(LIST).always().delay(Duration.ofMillis(300));
        for (int i = 0; i < 50; i++) {
            all.add(UploadFixture.begin(platform.context, "pan123:getFile?path=/a/no" + i, null, Map.of()));
        }
        assertThat(UploadFixture.all(all, 60))
                .allMatch(exchange -> exchange.getException() instanceof Pan123NotFoundException);
        // two folders each, and those who came while the first lists were read share the next
        assertThat(platform.calls(LIST) - lists).isLessThanOrEqualTo(8);
    }

    @Test
    void thoseWhomOnePageAnswersVerifyWhatItSaysWithOneCall() {
        int pages = 6;
        for (int i = 0; i < pages * PAGE; i++) {
            drive.addFile("/a/f" + i, bytes("c" + i));
        }
        platform.simulator.faults().on(LIST).always().delay(Duration.ofMillis(300));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < pages * PAGE; i += 5) {
            all.add(UploadFixture.begin(platform.context, "pan123:getFile?path=/a/f" + i, null, Map.of()));
        }
        assertThat(UploadFixture.all(all, 60)).allMatch(exchange -> exchange.getException() == null);
        assertThat(platform.calls(LIST)).isEqualTo(1 + pages);
        // and a few who came too late for the first page
        assertThat(platform.calls(INFOS)).isLessThanOrEqualTo(pages + 2);
    }

    @Test
    void aListThatBreaksOffGoesOnWhereItWas() {
        for (int i = 0; i < 3 * PAGE; i++) {
            drive.addFile("/a/f" + i, bytes("c" + i));
        }
        platform.simulator.faults().on(LIST).after(2).times(2).http(502);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 3 * PAGE; i++) {
            all.add(UploadFixture.begin(
                    platform.context,
                    "pan123:upload?duplicate=skipIfSame&parentPath=/a",
                    bytes("c" + i),
                    Map.of(Exchange.FILE_NAME, "f" + i)));
        }
        assertThat(UploadFixture.all(all, 60)).allMatch(exchange -> exchange.getException() == null);
        assertThat(platform.calls(SINGLE)).isZero();
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(1 + 3 + 2);
    }

    @Test
    void contextsOfOneAccountShareWhatTheyKnow() {
        remembered();
        long lists = platform.calls(LIST);
        CamelContext other = SimulatedPlatform.context(platform.simulator);
        other.start();
        try {
            ProducerTemplate template = other.createProducerTemplate();
            template.sendBodyAndHeader(
                    "pan123:upload?duplicate=skipIfSame&parentPath=/a", bytes(OLD), Exchange.FILE_NAME, "x");
            assertThat(platform.calls(LIST)).isEqualTo(lists);
            assertThat(platform.calls(SINGLE)).isZero();
            template.sendBodyAndHeader(
                    "pan123:upload?duplicate=overwrite&parentPath=/a", bytes(NEW), Exchange.FILE_NAME, "x");
        } finally {
            other.stop();
        }
        upload("skipIfSame", "/a/x", OLD);
        assertThat(drive.content("/a/x")).isEqualTo(bytes(OLD));
        assertThat(platform.calls(LIST)).isEqualTo(lists);
    }

    @Test
    void aContextThatStopsWhileItReadsLeavesNobodyWaiting() {
        for (int i = 0; i < 2 * PAGE; i++) {
            drive.addFile("/f" + i, bytes("c" + i));
        }
        CamelContext other = SimulatedPlatform.context(platform.simulator);
        other.start();
        platform.simulator.faults().on(LIST).times(2).delay(Duration.ofMillis(500));
        String uri = "pan123:upload?duplicate=skipIfSame";
        UploadFixture.begin(other, uri, bytes("c150"), Map.of(Exchange.FILE_NAME, "f150"));
        CompletableFuture<Exchange> ours =
                UploadFixture.begin(platform.context, uri, bytes("c151"), Map.of(Exchange.FILE_NAME, "f151"));
        other.stop();
        UploadFixture.succeed(ours);
        assertThat(platform.calls(SINGLE)).isZero();
    }

    @Test
    void whatWasUploadedIsKnownThoughListsShowItLater() {
        remembered();
        platform.simulator.faults().listLag(Duration.ofMinutes(5));
        upload("fail", "/a/n", NEW);
        upload("fail", "/c/d/e", NEW);
        assertThat(platform.calls(SINGLE)).isEqualTo(2);
        upload("skipIfSame", "/a/n", NEW);
        upload("skipIfSame", "/c/d/e", NEW);
        assertThat(platform.calls(SINGLE)).isEqualTo(2);
    }

    @Test
    void aFileAndAFolderOfOneNameAreNotMixedUp() {
        long folder = drive.addFolder("/x");
        drive.addFile("/x", bytes(OLD));
        upload("skipIfSame", "/x", OLD);
        assertThat(platform.calls(SINGLE)).isZero();
        upload("fail", "/x/in", NEW);
        assertThat(drive.all())
                .filteredOn(entry -> entry.name().equals("in"))
                .singleElement()
                .returns(folder, Entry::parentId);
    }
}
