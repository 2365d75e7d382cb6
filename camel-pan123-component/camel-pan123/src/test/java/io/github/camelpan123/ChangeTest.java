package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.CopiedFile;
import io.github.camelpan123.api.CopiedFiles;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.drive.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Renaming, moving, copying, deleting: judged by what is on the platform's drive afterwards. */
class ChangeTest {

    private static final String INFOS = "/api/v1/file/infos";
    private static final String TRASH = "/api/v1/file/trash";
    private static final String DELETE = "/api/v1/file/delete";
    private static final String MOVE = "/api/v1/file/move";
    private static final String RENAME = "/api/v1/file/rename";
    private static final String NAME = "/api/v1/file/name";

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

    private Message send(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = platform.template.send(uri, e -> {
            e.getMessage().setBody(body);
            e.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (exchange.getException() instanceof RuntimeException e) {
            throw e;
        }
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private Message send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    private List<Long> addFiles(String folder, int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(drive.addFile(folder + "/f" + i, new byte[] {1}));
        }
        return ids;
    }

    private boolean trashed(long id) {
        return drive.get(id).map(Entry::trashed).orElseThrow();
    }

    @Test
    void oneFileIsRenamedByIdOrPath() {
        long id = drive.addFile("/in/a.txt", new byte[] {1});
        Message message = send("pan123:rename?newName=b.txt", id);
        assertThat(drive.path(id)).isEqualTo("/in/b.txt");
        assertThat(message.getBody()).isEqualTo(id);
        assertThat(message.getHeader(Pan123Constants.FILE_NAME)).isEqualTo("b.txt");
        send("pan123:rename", "/in/b.txt", Map.of(Pan123Constants.OVERRIDE_NEW_NAME, "c.txt"));
        assertThat(drive.path(id)).isEqualTo("/in/c.txt");
        assertThat(platform.calls(NAME)).isEqualTo(2);
        assertThat(platform.calls(RENAME)).isZero();
    }

    @Test
    void manyFilesAreRenamedThirtyACall() {
        Map<Object, String> names = new LinkedHashMap<>();
        addFiles("/in", 64).forEach(id -> names.put(id, "n" + id));
        names.put("/in/f63", names.remove(drive.find("/in/f63").orElseThrow().id()));
        send("pan123:rename", names);
        assertThat(drive.list("/in")).hasSize(64).allSatisfy(entry -> assertThat(entry.name())
                .isEqualTo("n" + entry.id()));
        assertThat(platform.calls(RENAME)).isEqualTo(3);
    }

    @Test
    void thoseThatKeepTheirNamesAreToldAndTheOthersAreRenamed() {
        List<Long> ids = addFiles("/in", 3);
        Map<Object, String> names = new LinkedHashMap<>();
        names.put(ids.get(0), "new0");
        names.put(ids.get(1), "f2");
        names.put(99_999_999L, "new");
        assertThatThrownBy(() -> send("pan123:rename", names))
                .isInstanceOf(Pan123Exception.class)
                .hasMessageContaining("2 of 3")
                .hasMessageContaining(ids.get(1) + ": ")
                .hasMessageContaining("99999999: ");
        assertThat(drive.find("/in/new0")).isPresent();
        assertThatThrownBy(() -> send("pan123:rename?newName=f2", ids.get(1)))
                .isInstanceOf(Pan123NameConflictException.class);
        assertThatThrownBy(() -> send("pan123:rename?newName=x", 99_999_999L))
                .isInstanceOf(Pan123NotFoundException.class);
    }

    @Test
    void twoHundredAndFiftyFilesMoveInThreeCalls() {
        List<Long> ids = addFiles("/in", 250);
        Message message = send("pan123:move?targetParentPath=/out/2024&createDirectories=true", ids);
        assertThat(message.getBody()).isEqualTo(ids);
        assertThat(drive.list("/out/2024")).hasSize(250);
        assertThat(drive.list("/in")).isEmpty();
        assertThat(platform.calls(MOVE)).isEqualTo(3);
        send("pan123:move", ids.get(0), Map.of(Pan123Constants.OVERRIDE_TARGET_PARENT_FILE_ID, 0));
        assertThat(drive.path(ids.get(0))).isEqualTo("/f0");
    }

    @Test
    void aFileIsCopiedInOneCallAndTheCopyIsTold() {
        long id = drive.addFile("/in/a.txt", new byte[] {1, 2});
        long target = drive.addFolder("/out");
        Message message = send("pan123:copy?targetParentFileId=" + target, "/in/a.txt");
        long copy = drive.find("/out/a.txt").orElseThrow().id();
        assertThat(message.getBody()).isEqualTo(new CopiedFile(copy, id, target));
        assertThat(message.getHeader(Pan123Constants.FILE_ID)).isEqualTo(copy);
        assertThat(message.getHeader(Pan123Constants.SOURCE_FILE_ID)).isEqualTo(id);
        assertThat(platform.calls("/api/v1/file/async/copy")).isZero();
    }

    @Test
    void severalFilesAndFoldersAreCopiedInTheBackgroundAndWaitedFor() {
        List<Long> ids = new ArrayList<>(addFiles("/in", 3));
        long target = drive.addFolder("/out");
        Message message = send("pan123:copy?targetParentPath=/out", ids);
        assertThat(message.getBody()).isEqualTo(new CopiedFiles(ids, target));
        assertThat(drive.list("/out")).hasSize(3);
        assertThat(platform.calls("/api/v1/file/async/copy")).isOne();
        assertThat(platform.calls("/api/v1/file/async/copy/process")).isOne();
        send("pan123:copy?targetParentPath=/out", "/in");
        assertThat(drive.list("/out/in")).hasSize(3);
        assertThat(platform.calls("/api/v1/file/copy")).isZero();
    }

    @Test
    void aCopyThatDoesNotEndInTimeIsAnErrorThatIsNotTriedAgain() throws Exception {
        platform.close();
        platform = SimulatedPlatform.start(builder -> builder.limits(false).copyTime(Duration.ofHours(1)))
                .unhurried();
        drive = platform.simulator.drive();
        List<Long> ids = addFiles("/in", 2);
        assertThatThrownBy(() -> send("pan123:copy?targetParentFileId=0&jobTimeout=1", ids))
                .isInstanceOfSatisfying(
                        Pan123Exception.class, e -> assertThat(e.isRetriable()).isFalse())
                .hasMessageContaining("jobTimeout");
    }

    @Test
    void whatWasTrashedComesBackByIdOrByTheOldPath() {
        List<Long> ids = addFiles("/in", 2);
        send("pan123:trash", ids);
        assertThat(ids).allMatch(this::trashed);
        assertThatThrownBy(() -> send("pan123:getFile", "/in/f0")).isInstanceOf(Pan123NotFoundException.class);
        send("pan123:recover", ids.get(0));
        send("pan123:recover", "/in/f1");
        assertThat(drive.list("/in")).hasSize(2);
    }

    @Test
    void ofSeveralTrashedFilesOfOnePathTheLastComesBack() {
        long first = drive.addFile("/in/a", new byte[] {1});
        send("pan123:trash", first);
        long second = drive.addFile("/in/a", new byte[] {2});
        send("pan123:trash", second);
        send("pan123:recover", "/in/a");
        assertThat(trashed(first)).isTrue();
        assertThat(trashed(second)).isFalse();
    }

    @Test
    void aFileWhoseFolderIsGoneIsToldAndCanGoElsewhere() {
        long id = drive.addFile("/in/a", new byte[] {1});
        long folder = drive.find("/in").orElseThrow().id();
        send("pan123:trash", id);
        send("pan123:trash", folder);
        assertThatThrownBy(() -> send("pan123:recover", id))
                .isInstanceOf(Pan123NotFoundException.class)
                .hasMessageContaining(Long.toString(id))
                .hasMessageContaining("targetParentPath");
        assertThat(trashed(id)).isTrue();
        send("pan123:recover?targetParentPath=/rescued&createDirectories=true", id);
        assertThat(drive.path(id)).isEqualTo("/rescued/a");
    }

    @Test
    void aFileWhoseFolderWasDeletedStaysInTheBinAndTheOthersComeBack() {
        long id = drive.addFile("/in/a", new byte[] {1});
        long other = drive.addFile("/b", new byte[] {2});
        send("pan123:trash", List.of(id, other));
        send("pan123:delete", "/in");
        assertThatThrownBy(() -> send("pan123:recover", List.of(id, other)))
                .isInstanceOf(Pan123NotFoundException.class)
                .hasMessageContaining(Long.toString(id))
                .hasMessageNotContaining(Long.toString(other))
                .hasMessageContaining("targetParentPath");
        assertThat(trashed(id)).isTrue();
        assertThat(trashed(other)).isFalse();
        send("pan123:recover?targetParentPath=/rescued&createDirectories=true", id);
        assertThat(drive.path(id)).isEqualTo("/rescued/a");
    }

    @Test
    void aFileComesBackBeforeItsFolderInOneList() {
        long id = drive.addFile("/in/a", new byte[] {1});
        long folder = drive.find("/in").orElseThrow().id();
        send("pan123:trash", id);
        send("pan123:trash", folder);
        send("pan123:recover", List.of(id, folder));
        assertThat(drive.find("/in/a")).isPresent();
    }

    @Test
    void deleteTrashesFirst() {
        long id = drive.addFile("/in/a", new byte[] {1});
        Message message = send("pan123:delete", id);
        assertThat(drive.get(id)).isEmpty();
        assertThat(message.getHeader(Pan123Constants.ALREADY_GONE)).isEqualTo(false);
        assertThat(message.getBody()).isEqualTo(id);
        assertThat(platform.calls(TRASH)).isOne();
        assertThat(platform.calls(DELETE)).isOne();
    }

    @Test
    void deleteGoesOnWhereAnEarlierOneStopped() {
        long id = drive.addFile("/in/a", new byte[] {1});
        platform.simulator.faults().on(DELETE).http(502);
        assertThatThrownBy(() -> send("pan123:delete", id)).isInstanceOf(Pan123Exception.class);
        assertThat(trashed(id)).isTrue();
        send("pan123:delete", id);
        assertThat(drive.get(id)).isEmpty();
        assertThat(platform.calls(TRASH)).isOne();
    }

    @Test
    void deletingWhatIsGoneIsSuccessThatSaysSo() {
        long id = drive.addFile("/in/a", new byte[] {1});
        platform.simulator.faults().on(DELETE).cutAfter();
        assertThatThrownBy(() -> send("pan123:delete", id)).isInstanceOf(Pan123Exception.class);
        assertThat(drive.get(id)).isEmpty();
        long deletes = platform.calls(DELETE);
        assertThat(send("pan123:delete", id).getHeader(Pan123Constants.ALREADY_GONE))
                .isEqualTo(true);
        assertThat(platform.calls(DELETE)).isEqualTo(deletes);
    }

    @Test
    void twoHundredAndFiftyFilesAreDeletedInThreeCallsOfEachKind() {
        List<Long> ids = addFiles("/in", 250);
        send("pan123:trash", ids.subList(0, 10));
        send("pan123:delete", ids);
        assertThat(ids).allSatisfy(id -> assertThat(drive.get(id)).isEmpty());
        assertThat(platform.calls(INFOS)).isEqualTo(3);
        assertThat(platform.calls(DELETE)).isEqualTo(3);
        assertThat(platform.calls(TRASH)).isEqualTo(1 + 3);
    }

    @Test
    void anIdThatVanishesWhileOthersAreDeletedHindersNobody() {
        List<Long> ids = addFiles("/in", 3);
        platform.simulator.faults().on(TRASH).answer(5066);
        assertThat(send("pan123:delete", ids).getHeader(Pan123Constants.ALREADY_GONE))
                .isEqualTo(false);
        assertThat(ids).allSatisfy(id -> assertThat(drive.get(id)).isEmpty());
    }

    @Test
    void severalFilesAreLookedUpAHundredACall() {
        List<Long> ids = addFiles("/in", 250);
        List<?> entries = send("pan123:getFile", ids).getBody(List.class);
        assertThat(entries).hasSize(250).allSatisfy(entry -> assertThat(entry).isInstanceOf(FileEntry.class));
        assertThat(((FileEntry) entries.get(249)).fileId()).isEqualTo(ids.get(249));
        assertThat(platform.calls(INFOS)).isEqualTo(3);
        ids.set(7, 99_999_999L);
        assertThatThrownBy(() -> send("pan123:getFile", ids))
                .isInstanceOf(Pan123NotFoundException.class)
                .hasMessageEndingWith(" 99999999");
    }

    @Test
    void aFolderTellsItsTotalSize() {
        drive.addFile("/in/a", new byte[1000]);
        drive.addFile("/in/sub/b", new byte[24]);
        FileEntry folder = send("pan123:getFile", "/in").getBody(FileEntry.class);
        assertThat(folder.directory()).isTrue();
        assertThat(folder.size()).isEqualTo(1024);
        assertThat(folder.updatedAt()).isNotNull();
    }
}
