package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are remembered as ids, and what is remembered heals when somebody else changes the drive. */
class PathTest {

    private static final String LIST = "/api/v2/file/list";
    private static final String INFOS = "/api/v1/file/infos";
    private static final String MKDIR = "/upload/v1/file/mkdir";
    private static final byte[] CONTENT = {1};

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

    private long id(String path) {
        return drive.find(path).map(Entry::id).orElseThrow();
    }

    private FileEntry get(String path) {
        return platform.template.requestBody("pan123:getFile", path, FileEntry.class);
    }

    /** Somebody else trashes the folder and makes another one of the same path. */
    private void replace(String folder) {
        drive.trash(folder);
        drive.addFolder(folder);
    }

    @Test
    void aRememberedFolderCostsNoLookUp() {
        drive.addFile("/a/b/x", CONTENT);
        drive.addFile("/a/b/y", CONTENT);
        get("/a/b/x");
        assertThat(platform.calls(LIST)).isEqualTo(3);
        // the list that showed x shows y as well
        get("/a/b/y");
        assertThat(platform.calls(LIST)).isEqualTo(3);
    }

    @Test
    void aFileInAFolderThatWasReplacedIsFound() {
        drive.addFile("/a/b/x", CONTENT);
        get("/a/b/x");
        replace("/a/b");
        long now = drive.addFile("/a/b/x", CONTENT);
        assertThat(get("/a/b/x").fileId()).isEqualTo(now);
        replace("/a");
        long again = drive.addFile("/a/b/x", CONTENT);
        assertThat(get("/a/b/x").fileId()).isEqualTo(again);
    }

    @Test
    void aFolderThatWasReplacedIsListed() {
        drive.addFile("/a/b/x", CONTENT);
        platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        replace("/a/b");
        drive.addFile("/a/b/y", CONTENT);
        List<?> now = platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        assertThat(now).extracting("name").containsExactly("y");
    }

    /** The platform need not mark the content of a trashed folder, and it lists that content. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderThatWasReplacedIsListedWhateverItsOldContentTells(boolean marked) throws Exception {
        platform.close();
        platform = SimulatedPlatform.start(builder -> builder.limits(false).trashMarksContent(marked))
                .unhurried();
        drive = platform.simulator.drive();
        drive.addFile("/a/b/x", CONTENT);
        String all = "pan123:listFiles?path=/a/b&includeTrashed=true";
        platform.template.requestBody(all, null, List.class);
        replace("/a");
        drive.addFile("/a/b/y", CONTENT);
        for (String list : List.of(all, "pan123:listFiles?path=/a/b")) {
            assertThat(platform.template.requestBody(list, null, List.class))
                    .as(list)
                    .extracting("name")
                    .containsExactly("y");
        }
    }

    /** The call that verifies a remembered folder has its own limit, and may fail on its own. */
    @ParameterizedTest
    @ValueSource(strings = {"failed", "unreadable", "lost"})
    void aRememberedFolderIsListedAlthoughItCannotBeVerified(String answer) {
        drive.addFile("/a/b/x", CONTENT);
        platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        replace("/a");
        drive.addFile("/a/b/y", CONTENT);
        FaultRule always = platform.simulator.faults().on(INFOS).always();
        switch (answer) {
            case "failed" -> always.http(503);
            case "unreadable" -> always.garbage();
            default -> always.cutAfter();
        }
        List<?> now = platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        assertThat(now).extracting("name").containsExactly("y");
        assertThat(platform.simulator.figures().faults(INFOS)).isPositive();
    }

    /** No source says that the call that verifies a folder knows a new one at once, or that lists do. */
    @Test
    void aFolderThatWasJustMadeIsListedAlthoughOtherCallsDoNotShowItYet() {
        platform.template.requestBody("pan123:listFiles?path=/", null, List.class);
        platform.template.requestBody("pan123:createDirectory?path=/made", null, Folder.class);
        platform.simulator.faults().infosLag(Duration.ofHours(1)).listLag(Duration.ofHours(1));
        assertThat(platform.template.requestBody("pan123:listFiles?path=/made", null, List.class))
                .isEmpty();
    }

    @Test
    void uploadsMovesAndNewFoldersGoToTheFolderThatIsThereNow() {
        long file = drive.addFile("/x", CONTENT);
        drive.addFolder("/a/b");
        platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);

        replace("/a/b");
        platform.template.requestBodyAndHeader(
                "pan123:upload?parentPath=/a/b", "text", Pan123Constants.OVERRIDE_FILE_NAME, "up");
        assertThat(drive.find("/a/b/up")).isPresent();

        replace("/a/b");
        platform.template.requestBodyAndHeader(
                "pan123:upload?parentPath=/a/b&uploadMode=sliced", "text", Pan123Constants.OVERRIDE_FILE_NAME, "up");
        assertThat(drive.find("/a/b/up")).isPresent();

        replace("/a/b");
        platform.template.requestBody("pan123:move?targetParentPath=/a/b", file);
        assertThat(drive.path(file)).isEqualTo("/a/b/x");

        replace("/a/b");
        platform.template.requestBody("pan123:createDirectory", (Object) "/a/b/c");
        assertThat(drive.find("/a/b/c")).isPresent();
    }

    @Test
    void manyThatMeetTheSameStaleFolderAllHeal() {
        drive.addFolder("/a/b");
        platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        replace("/a");
        drive.addFolder("/a/b");
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long file = drive.addFile("/f" + i, CONTENT);
            all.add(platform.template.asyncRequestBody("pan123:move?targetParentPath=/a/b", file));
        }
        all.forEach(CompletableFuture::join);
        assertThat(drive.list("/a/b")).hasSize(20);
    }

    @Test
    void aStaleIdCostsOneRetryAndWhatIsReallyGoneIsNotFound() {
        long file = drive.addFile("/x", CONTENT);
        drive.addFolder("/a/b");
        platform.template.requestBody("pan123:listFiles?path=/a/b", null, List.class);
        drive.trash("/a/b");
        assertThatThrownBy(() -> platform.template.requestBody("pan123:move?targetParentPath=/a/b", file))
                .hasCauseInstanceOf(Pan123NotFoundException.class);
        assertThat(platform.calls("/api/v1/file/move")).isOne();
    }

    @Test
    void ownChangesAreKnownAtOnce() {
        drive.addFile("/a/b/x", CONTENT);
        get("/a/b/x");
        platform.template.requestBody("pan123:trash", (Object) "/a");
        Folder made = platform.template.requestBody("pan123:createDirectory", "/a/b", Folder.class);
        assertThat(made).isEqualTo(new Folder(id("/a/b"), "/a/b"));
        platform.template.requestBody("pan123:rename?newName=z", (Object) "/a");
        assertThat(platform.template.requestBody("pan123:createDirectory", "/a/b", Folder.class))
                .isNotEqualTo(made)
                .isEqualTo(new Folder(id("/a/b"), "/a/b"));
    }

    @Test
    void concurrentCreationOfOnePathMakesOneCallForEachFolder() {
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(platform.template.asyncRequestBody("pan123:createDirectory", (Object) "/a/b/c"));
        }
        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(platform.calls(MKDIR)).isEqualTo(3);
    }

    private CompletableFuture<Long> createIn(long parent, String name) {
        return platform.template
                .asyncRequestBodyAndHeaders(
                        "pan123:createDirectory",
                        null,
                        Map.of(
                                Pan123Constants.OVERRIDE_PARENT_FILE_ID,
                                parent,
                                Pan123Constants.OVERRIDE_FILE_NAME,
                                name),
                        Folder.class)
                .thenApply(Folder::fileId);
    }

    @Test
    void aNewFolderInOneOfAKnownIdCostsOneCall() {
        long parent = drive.addFolder("/a");
        assertThat(createIn(parent, "b").join()).isEqualTo(id("/a/b"));
        assertThat(platform.calls(MKDIR)).isOne();
        assertThat(platform.calls(LIST)).isZero();
    }

    @Test
    void aFolderThatIsThereAlreadyIsFoundByItsParentAndName() {
        long known = drive.addFolder("/a/b");
        assertThat(createIn(id("/a"), "b").join()).isEqualTo(known);
        assertThat(platform.calls(MKDIR)).isOne();
        assertThat(platform.calls(LIST)).isOne();
    }

    @Test
    void concurrentCreationInOneFolderMakesOneCall() {
        platform.simulator.faults().on(MKDIR).delay(Duration.ofMillis(300));
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(createIn(Drive.ROOT_ID, "b"));
        }
        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(platform.calls(MKDIR)).isOne();
    }

    @Test
    void aNameLeftFromAnotherFileMakesNoFolder() {
        assertThatThrownBy(() -> platform.template.requestBodyAndHeader(
                        "pan123:createDirectory", null, Pan123Constants.FILE_NAME, "b"))
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("parentFileId");
        assertThat(platform.calls(MKDIR)).isZero();
    }

    @Test
    void aFileInTheWayIsSaidToBeOne() {
        drive.addFile("/a/b", CONTENT);
        assertThatThrownBy(() -> platform.template.requestBody("pan123:createDirectory", (Object) "/a/b/c"))
                .hasCauseInstanceOf(Pan123NameConflictException.class)
                .hasStackTraceContaining("/a/b is a file");
        assertThatThrownBy(() -> platform.template.requestBody("pan123:listFiles?path=/a/b", (Object) null))
                .hasCauseInstanceOf(Pan123NameConflictException.class);
        assertThat(platform.calls(MKDIR)).isZero();
    }

    @Test
    void aPathWorksWhereverAnIdDoes() {
        drive.addFile("/a/1", CONTENT);
        drive.addFile("/a/2", CONTENT);
        List<?> two = platform.template.requestBody("pan123:getFile", List.of("/a/1", "/a/2"), List.class);
        assertThat(two).hasSize(2);
        assertThat(platform.template.requestBodyAndHeader(
                        "pan123:download", new Object(), Pan123Constants.OVERRIDE_PATH, "/a/1", byte[].class))
                .isEqualTo(CONTENT);
        platform.template.requestBodyAndHeaders(
                "pan123:trash", null, Map.of(Pan123Constants.OVERRIDE_FILE_IDS, id("/a/1") + "," + id("/a/2")));
        assertThat(drive.list("/a")).isEmpty();
    }
}
