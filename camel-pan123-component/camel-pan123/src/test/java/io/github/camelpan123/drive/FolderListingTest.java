package io.github.camelpan123.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123Exception;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One listing, page by page, with a clock that moves only when it is told to. */
class FolderListingTest {

    private static final long FOLDER = 7;
    private static final long LAST = -1;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    private long now = 1000;
    private final List<Long> cursors = new ArrayList<>();
    private final Deque<CompletableFuture<FilePage>> asked = new ArrayDeque<>();
    private final FolderListing listing = new FolderListing(FOLDER, () -> now);

    private CompletableFuture<FilePage> page(long cursor) {
        cursors.add(cursor);
        CompletableFuture<FilePage> page = new CompletableFuture<>();
        asked.add(page);
        return page;
    }

    private CompletableFuture<LookupResult> find(String name, EntryKind wanted) {
        return listing.find(name, wanted, this::page);
    }

    private void answer(long next, FileEntry... entries) {
        asked.remove().complete(new FilePage(List.of(entries), next));
    }

    private static FileEntry file(long id, String name) {
        return new FileEntry(id, name, FOLDER, false, id, MD5, 3, 1, false, Instant.ofEpochSecond(id), null);
    }

    private static FileEntry directory(long id, String name) {
        return new FileEntry(id, name, FOLDER, true, 0, "", 0, 0, false, null, null);
    }

    private static FileEntry trashed(long id, String name) {
        return new FileEntry(id, name, FOLDER, false, 1, MD5, 0, 0, true, null, null);
    }

    private static long id(CompletableFuture<LookupResult> answer) {
        return answer.join().entry().map(FileEntry::fileId).orElse(0L);
    }

    @Test
    void anEntryComesOutAsItWentIn() {
        List<FileEntry> all = List.of(
                file(1, "a"),
                directory(2, "b"),
                new FileEntry(3, "c", FOLDER, false, 5, "ABC", 2, 101, false, null, Instant.ofEpochSecond(-5)),
                new FileEntry(4, "d", FOLDER, false, 5, MD5.toUpperCase(), 2, 0, false, null, null),
                new FileEntry(
                        5,
                        "e",
                        FOLDER,
                        false,
                        Long.MAX_VALUE,
                        "ffffffffffffffffffffffffffffffff",
                        0,
                        0,
                        false,
                        null,
                        null));
        find("nothing", EntryKind.ANY);
        answer(LAST, all.toArray(FileEntry[]::new));
        assertThat(all).allSatisfy(entry -> assertThat(
                        find(entry.name(), EntryKind.ANY).join().entry())
                .contains(entry));
    }

    @Test
    void oneWhoAsksForANameOnTheFirstPageCostsOnePage() {
        CompletableFuture<LookupResult> a = find("a", EntryKind.FILE);
        answer(50, file(1, "a"));
        assertThat(id(a)).isEqualTo(1);
        assertThat(cursors).containsExactly(0L);
        assertThat(listing.idle()).isCompleted();
        CompletableFuture<LookupResult> b = find("b", EntryKind.FILE);
        answer(LAST, file(50, "b"));
        assertThat(id(b)).isEqualTo(50);
        assertThat(cursors).containsExactly(0L, 50L);
    }

    @Test
    void manyQuestionsShareTheReading() {
        CompletableFuture<LookupResult> a = find("a", EntryKind.FILE);
        CompletableFuture<LookupResult> b = find("b", EntryKind.FILE);
        CompletableFuture<LookupResult> c = find("c", EntryKind.FILE);
        answer(2, file(1, "a"));
        assertThat(a).isCompleted();
        assertThat(b).isNotCompleted();
        answer(LAST, file(2, "b"));
        assertThat(id(b)).isEqualTo(2);
        assertThat(id(c)).isZero();
        assertThat(find("d", EntryKind.ANY).join().entry()).isEmpty();
        assertThat(cursors).hasSize(2);
    }

    @Test
    void aFileAndAFolderOfOneNameAreTwo() {
        CompletableFuture<LookupResult> file = find("x", EntryKind.FILE);
        CompletableFuture<LookupResult> folder = find("x", EntryKind.FOLDER);
        CompletableFuture<LookupResult> any = find("x", EntryKind.ANY);
        answer(2, directory(1, "x"));
        assertThat(id(any)).isEqualTo(1);
        assertThat(id(folder)).isEqualTo(1);
        assertThat(file).isNotCompleted();
        answer(LAST, file(2, "x"));
        assertThat(id(file)).isEqualTo(2);
        assertThat(id(find("x", EntryKind.ANY))).isEqualTo(1);
    }

    @Test
    void aFileInTheWayOfAFolderIsToldOnlyWhenThereIsNoFolder() {
        CompletableFuture<LookupResult> x = find("x", EntryKind.FOLDER);
        CompletableFuture<LookupResult> y = find("y", EntryKind.FOLDER);
        answer(3, file(1, "x"), file(2, "y"));
        assertThat(x).isNotCompleted();
        answer(LAST, directory(3, "x"));
        assertThat(id(x)).isEqualTo(3);
        assertThat(id(y)).isEqualTo(2);
    }

    @Test
    void theRecycleBinIsNotShown() {
        CompletableFuture<LookupResult> a = find("a", EntryKind.ANY);
        answer(LAST, trashed(1, "a"));
        assertThat(id(a)).isZero();
    }

    @Test
    void itIsUsedForAWhileSinceItsLastPage() {
        find("a", EntryKind.FILE);
        assertThat(listing.usable(0)).isTrue();
        answer(LAST);
        assertThat(listing.usable(0)).isFalse();
        now += MINUTE;
        assertThat(listing.usable(MINUTE)).isTrue();
        now += 1;
        assertThat(listing.usable(MINUTE)).isFalse();
    }

    @Test
    void oneThatTookLongIsUsedTenTimesAsLong() {
        find("a", EntryKind.FILE);
        now += MINUTE;
        answer(LAST);
        now += 10 * MINUTE;
        assertThat(listing.usable(MINUTE)).isTrue();
        now += 1;
        assertThat(listing.usable(MINUTE)).isFalse();
    }

    @Test
    void oneThatIsReadOnLaterIsAsOldAsItsFirstPage() {
        find("a", EntryKind.FILE);
        answer(2, file(1, "a"));
        now += MINUTE - 1;
        find("b", EntryKind.FILE);
        now += 2;
        assertThat(listing.usable(MINUTE)).isTrue();
        answer(LAST, file(2, "b"));
        // the two nanoseconds that the second page took are added, and no more
        assertThat(listing.usable(MINUTE)).isTrue();
        now += 2;
        assertThat(listing.usable(MINUTE)).isFalse();
    }

    @Test
    void ownChangesAreWrittenIntoIt() {
        find("?", EntryKind.FILE);
        answer(LAST, file(1, "a"), file(2, "b"));
        listing.made(file(3, "c"));
        listing.made(file(4, "a"));
        listing.removed(List.of(2L));
        assertThat(id(find("a", EntryKind.FILE))).isEqualTo(4);
        assertThat(id(find("b", EntryKind.FILE))).isZero();
        assertThat(id(find("c", EntryKind.FILE))).isEqualTo(3);
        assertThat(listing.sound()).isTrue();
    }

    @Test
    void aPageThatWasAskedForBeforeAnOwnChangeDoesNotUndoIt() {
        CompletableFuture<LookupResult> b = find("b", EntryKind.FILE);
        listing.made(file(9, "a"));
        listing.removed(List.of(2L));
        answer(3, file(1, "a"), file(2, "b"));
        // it may be of before the change, so it is asked for once more
        answer(LAST, file(1, "a"));
        assertThat(cursors).containsExactly(0L, 0L);
        assertThat(id(b)).isZero();
        assertThat(id(find("a", EntryKind.FILE))).isEqualTo(9);
    }

    @Test
    void ofTwoFilesOfOneNameTheOtherIsNotForgotten() {
        find("?", EntryKind.FILE);
        answer(LAST, file(1, "a"), file(2, "a"));
        assertThat(id(find("a", EntryKind.FILE))).isEqualTo(1);
        listing.removed(List.of(1L));
        assertThat(listing.sound()).isFalse();
    }

    @Test
    void aRenamedEntryMakesItUselessAndOthersDoNot() {
        find("?", EntryKind.FILE);
        answer(LAST, file(1, "a"));
        listing.renamed(List.of(2L));
        assertThat(listing.sound()).isTrue();
        listing.renamed(List.of(1L));
        assertThat(listing.sound()).isFalse();
        assertThat(listing.usable(MINUTE)).isFalse();
    }

    @Test
    void aPageThatCannotBeHadFailsThoseWhoWaitAndTheNextOneGoesOn() {
        CompletableFuture<LookupResult> b = find("b", EntryKind.FILE);
        answer(2, file(1, "a"));
        asked.remove().completeExceptionally(new Pan123Exception(null, "no answer", true, null));
        assertThat(b).isCompletedExceptionally();
        CompletableFuture<LookupResult> again = find("b", EntryKind.FILE);
        answer(LAST, file(2, "b"));
        assertThat(id(again)).isEqualTo(2);
        assertThat(cursors).containsExactly(0L, 2L, 2L);
    }

    @Test
    void aListThatDoesNotGoOnEndsIt() {
        CompletableFuture<LookupResult> b = find("b", EntryKind.FILE);
        answer(5, file(1, "a"));
        answer(5, file(5, "c"));
        assertThat(b).isCompletedExceptionally();
        assertThat(listing.sound()).isTrue();
    }
}
