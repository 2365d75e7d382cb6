package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.simulator.AccountDrive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListFilesTest {

    private static final String NEW = "/api/v2/file/list";
    private static final String OLD = "/api/v1/file/list";

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

    private List<String> names(String uri) {
        List<String> names = new ArrayList<>();
        entries(uri).forEachRemaining(entry -> names.add(entry.name()));
        return names;
    }

    @SuppressWarnings("unchecked")
    private Iterator<FileEntry> entries(String uri) {
        return platform.template.requestBody(uri, null, Iterator.class);
    }

    private void addFiles(String folder, int count) {
        for (int i = 0; i < count; i++) {
            drive.addFile(String.format("%s/f%03d", folder, i), new byte[count - i]);
        }
    }

    @Test
    void pagesAreReadAsTheyAreUsed() {
        addFiles("/in", 35);
        Iterator<FileEntry> all = entries("pan123:listFiles?parentFileId="
                + drive.find("/in").orElseThrow().id() + "&pageSize=10");
        assertThat(platform.calls(NEW)).isOne();
        for (int i = 0; i < 11; i++) {
            all.next();
        }
        assertThat(platform.calls(NEW)).isEqualTo(2);
        all.forEachRemaining(entry -> {});
        assertThat(platform.calls(NEW)).isEqualTo(4);
    }

    @Test
    void aSplitterStreamsTheList() throws Exception {
        addFiles("/in", 25);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a")
                        .to("pan123:listFiles?parentPath=/in&pageSize=10")
                        .split(body())
                        .streaming()
                        .to("mock:file");
            }
        });
        MockEndpoint files = platform.context.getEndpoint("mock:file", MockEndpoint.class);
        files.expectedMessageCount(25);
        files.allMessages().body().isInstanceOf(FileEntry.class);
        platform.template.sendBody("direct:a", null);
        files.assertIsSatisfied();
    }

    @Test
    void ofTenThousandEntriesASplitterHasOnlyTheFirstPageReadWhenItIsAtTheTenth() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            drive.addFile("/big/f" + i, new byte[1]);
        }
        long folder = drive.find("/big").orElseThrow().id();
        AtomicInteger seen = new AtomicInteger();
        AtomicLong callsAtTheTenth = new AtomicLong();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to("pan123:listFiles?parentFileId=" + folder)
                        .split(body())
                        .streaming()
                        .process(exchange -> {
                            if (seen.incrementAndGet() == 10) {
                                callsAtTheTenth.set(platform.calls(NEW));
                            }
                        });
                // a splitter that stops at an exception still takes what is left to release it, so the list has to end
                from("direct:ten")
                        .to("pan123:listFiles?maxResults=10&parentFileId=" + folder)
                        .split(body())
                        .streaming()
                        .process(exchange -> seen.incrementAndGet());
            }
        });
        platform.unhurried();
        platform.template.sendBody("direct:all", null);
        assertThat(callsAtTheTenth).hasValue(1);
        assertThat(seen).hasValue(10_000);
        assertThat(platform.calls(NEW)).isEqualTo(100);

        platform.template.sendBody("direct:ten", null);
        assertThat(seen).hasValue(10_010);
        assertThat(platform.calls(NEW)).isEqualTo(101);
    }

    @Test
    void listsAFolderByPathOrIdWithWhatIsBelowIfAsked() {
        addFiles("/in", 3);
        addFiles("/in/sub/deep", 2);
        assertThat(names("pan123:listFiles?path=/in")).containsExactlyInAnyOrder("f000", "f001", "f002", "sub");
        assertThat(names("pan123:listFiles?path=/in&recursive=true"))
                .containsExactlyInAnyOrder("f000", "f001", "f002", "sub", "deep", "f000", "f001");
        assertThat(names("pan123:listFiles?path=/in&recursive=true&maxResults=2"))
                .hasSize(2);
        assertThat(names("pan123:listFiles")).containsExactly("in");
    }

    @Test
    void trashedEntriesAreHiddenUnlessAskedFor() {
        addFiles("/in", 3);
        drive.trash("/in/f001");
        assertThat(names("pan123:listFiles?path=/in")).containsExactly("f000", "f002");
        assertThat(names("pan123:listFiles?path=/in&includeTrashed=true")).containsExactly("f000", "f001", "f002");
        assertThat(names("pan123:listFiles?trashedOnly=true")).containsExactly("f001");
        assertThat(entries("pan123:listFiles?trashedOnly=true").next().trashed())
                .isTrue();
        assertThat(platform.calls(OLD)).isEqualTo(2);
    }

    @Test
    void theRecycleBinIsSearched() {
        addFiles("/in", 3);
        drive.trash("/in/f001");
        drive.trash("/in/f002");
        assertThat(names("pan123:listFiles?trashedOnly=true&search=f002")).containsExactly("f002");
        assertThat(names("pan123:listFiles?trashedOnly=true&search=none")).isEmpty();
    }

    @Test
    void namesAreChosenByRegularExpressionAndFoldersAreEnteredAllTheSame() {
        drive.addFile("/in/A.MP4", new byte[1]);
        drive.addFile("/in/b.txt", new byte[1]);
        drive.addFile("/in/sub/c.mp4", new byte[1]);
        drive.addFile("/in/sub/draft.mp4", new byte[1]);
        assertThat(names("pan123:listFiles?path=/in&recursive=true&include=RAW(.*[.]mp4)&exclude=draft.*"))
                .containsExactly("A.MP4", "c.mp4");
        assertThat(names("pan123:listFiles?path=/in&recursive=true&include=RAW(.*[.]mp4)&maxResults=1"))
                .containsExactly("A.MP4");
    }

    @ParameterizedTest
    @CsvSource({
        "orderBy=fileName, f000, f024",
        "orderBy=fileName&orderDirection=desc, f024, f000",
        "orderBy=size, f024, f000",
        "orderDirection=desc, f024, f000"
    })
    void sortedListsComeInTheirOrderOverAllPages(String options, String first, String last) {
        addFiles("/in", 25);
        List<String> names = names("pan123:listFiles?parentPath=/in&pageSize=10&" + options);
        assertThat(names).hasSize(25).startsWith(first).endsWith(last).doesNotHaveDuplicates();
        assertThat(platform.calls(OLD)).isEqualTo(3);
    }

    @Test
    void bothListsTellTheSame() {
        addFiles("/in", 3);
        Instant now = Instant.now();
        List<FileEntry> byOld = new ArrayList<>();
        entries("pan123:listFiles?path=/in&orderBy=fileId").forEachRemaining(byOld::add);
        List<FileEntry> byNew = new ArrayList<>();
        entries("pan123:listFiles?path=/in").forEachRemaining(byNew::add);
        assertThat(byOld).isEqualTo(byNew).hasSize(3);
        assertThat(byOld).allSatisfy(entry -> assertThat(Duration.between(entry.createdAt(), now))
                .isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void searchLooksThroughTheWholeDrive() {
        drive.addFile("/a/holiday video.mp4", new byte[1]);
        drive.addFile("/b/deep/video.mp4", new byte[1]);
        drive.addFile("/b/other.txt", new byte[1]);
        assertThat(names("pan123:listFiles?search=video")).containsExactlyInAnyOrder("holiday video.mp4", "video.mp4");
        assertThat(names("pan123:listFiles?search=video.mp4&searchExact=true")).containsExactly("video.mp4");
        assertThat(names("pan123:listFiles?search=video&orderBy=fileName&orderDirection=desc"))
                .containsExactly("video.mp4", "holiday video.mp4");
        assertThat(names("pan123:listFiles?search=nothing")).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereFailsTheExchangeAndNotTheReader() {
        assertThatThrownBy(() -> entries("pan123:listFiles?path=/nowhere"))
                .hasCauseInstanceOf(Pan123NotFoundException.class)
                .hasStackTraceContaining("/nowhere");
        assertThatThrownBy(() -> entries("pan123:listFiles?parentFileId=99999999"))
                .hasCauseInstanceOf(Pan123NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pageSize=0",
                "pageSize=101",
                "maxResults=-1",
                "include=RAW([)",
                "exclude=RAW(*)",
                "searchExact=true&search=RAW( )",
                "searchExact=true",
                "search=a&searchExact=true&orderBy=size",
                "search=a&recursive=true",
                "trashedOnly=true&recursive=true",
                "includeTrashed=true&orderBy=size",
                "parentFileId=-1"
            })
    void optionsThatMakeNoSenseFailBeforeAnyCall(String options) {
        String first = options.substring(0, options.indexOf('='));
        assertThatThrownBy(() -> entries("pan123:listFiles?" + options))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining(first);
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }
}
