package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.simulator.AccountDrive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How many calls of the platform a file costs, by the platform's own count. */
class CallsPerFileTest {

    private static final String LIST = "/api/v2/file/list";
    private static final String INFOS = "/api/v1/file/infos";
    private static final String MKDIR = "/upload/v1/file/mkdir";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final String ACCESS_TOKEN = "/api/v1/access_token";
    private static final int PAGE = 100;
    private static final String OTHER = "other";
    private static final String OTHER_SECRET = "other-secret";

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(
                builder -> builder.limits(false).client("own", "own-secret").client(OTHER, OTHER_SECRET));
        drive = platform.simulator.drive();
        limits(platform.options());
    }

    /** No call waits but those that look at what has landed: they are so few because they wait for each other. */
    private static void limits(Pan123Configuration options) {
        Map<String, Object> limits = new HashMap<>();
        for (Api api : Api.values()) {
            if (api != Api.UPLOAD_SLICE && api != Api.UPLOAD_SINGLE && api != Api.FILE_INFOS) {
                limits.put(api.shortName(), "1000");
            }
        }
        options.setRateLimits(limits);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] content(int number) {
        return ("content " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static String name(int number, int folders) {
        return folders == 1 ? "f" + number : "d" + number % folders + "/f" + number;
    }

    private long calls() {
        return platform.simulator.figures().totalCalls()
                - platform.simulator.figures().calls(ACCESS_TOKEN);
    }

    /** All at once, as a route does that goes on while its steps work. */
    private static List<Exchange> upload(CamelContext context, Duplicate duplicate, int files, int folders) {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            all.add(UploadFixture.begin(
                    context,
                    "pan123:upload?parentPath=/backup&createDirectories=true&duplicate=" + duplicate,
                    content(i),
                    Map.of(Exchange.FILE_NAME, name(i, folders))));
        }
        List<Exchange> done = UploadFixture.all(all, 120);
        assertThat(done).allMatch(exchange -> exchange.getException() == null);
        return done;
    }

    private void backup(int files, int folders) {
        for (int i = 0; i < files; i++) {
            drive.addFile("/backup/" + name(i, folders), content(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 1, 4", "300, 30, 32", "250, 10, 12"})
    void whatIsThereAlreadyCostsOneListOfEachFolder(int files, int folders, int lists) {
        backup(files, folders);
        List<Exchange> skipped = upload(platform.context, Duplicate.skipIfSame, files, folders);
        assertThat(skipped)
                .allMatch(exchange -> Boolean.TRUE.equals(exchange.getMessage().getHeader(Pan123Constants.SKIPPED)));
        // beside the folders themselves the root, which shows where they are
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(lists);
        assertThat(calls()).isEqualTo(platform.calls(LIST));
    }

    @ParameterizedTest
    @EnumSource(Duplicate.class)
    void aFirstCopyCostsLittleMoreThanItsFiles(Duplicate duplicate) {
        upload(platform.context, duplicate, 300, 30);
        assertThat(platform.calls(SINGLE)).isEqualTo(300);
        assertThat(platform.calls(MKDIR)).isEqualTo(31);
        // what was created here is known to be empty
        assertThat(platform.calls(LIST)).isOne();
        assertThat(calls()).isLessThanOrEqualTo((long) (300 * 1.05 + 30 * 1.1));
        assertThat(drive.count()).isEqualTo(331);
    }

    @Test
    void oneFileMoreInAFolderCostsNoOtherListOfIt() {
        backup(250, 1);
        upload(platform.context, Duplicate.skipIfSame, 270, 1);
        assertThat(platform.calls(SINGLE)).isEqualTo(20);
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(4);
        upload(platform.context, Duplicate.skipIfSame, 270, 1);
        assertThat(platform.calls(SINGLE)).isEqualTo(20);
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(4);
    }

    @Test
    void manyLooksByPathShareOneListing() {
        backup(300, 1);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(UploadFixture.begin(platform.context, "pan123:getFile?path=/backup/f" + i, null, Map.of()));
        }
        assertThat(UploadFixture.all(all, 60))
                .allMatch(exchange -> exchange.getException() == null)
                .extracting(exchange -> exchange.getMessage().getHeader(Pan123Constants.FILE_NAME))
                .doesNotHaveDuplicates();
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(1 + 3);
    }

    @Test
    void looksByPathFromManyThreadsAreConfirmedTogether() throws Exception {
        int files = 400;
        backup(files, 1);
        platform.template.requestBody("pan123:getFile", (Object) ("/backup/f" + (files - 1)));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Object>> looks = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                Object path = "/backup/f" + i;
                looks.add(() -> platform.template.requestBody("pan123:getFile", path));
            }
            for (Future<Object> look : threads.invokeAll(looks)) {
                assertThat(look.get()).isNotNull();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(1 + files / PAGE);
        // folder and file of each were seen before; sixteen at once, but some come too late for the call of the others
        assertThat(platform.calls(INFOS)).isBetween(1L, files / 4L);
    }

    @Test
    void oneLookAfterTheOtherSharesAListingToo() {
        backup(120, 1);
        for (int i = 0; i < 120; i += 7) {
            platform.template.requestBody("pan123:getFile", (Object) ("/backup/f" + i));
        }
        assertThat(platform.calls(LIST)).isLessThanOrEqualTo(1 + 2);
    }

    @Test
    void aFileOnTheFirstPageOfALargeFolderCostsOnePage() {
        backup(5 * PAGE, 1);
        platform.template.requestBody("pan123:getFile", (Object) "/backup/f0");
        assertThat(platform.calls(LIST)).isEqualTo(2);
    }

    @Test
    void twoAccountsShareNoListing() {
        for (int i = 0; i < 20; i++) {
            drive.addFile("/f" + i, content(i));
        }
        String other = "&clientId=" + OTHER + "&clientSecret=" + OTHER_SECRET;
        for (String account : List.of("", other, "", other)) {
            for (int i = 0; i < 20; i++) {
                platform.template.sendBodyAndHeader(
                        "pan123:upload?duplicate=skipIfSame" + account, content(i), Exchange.FILE_NAME, "f" + i);
            }
        }
        assertThat(platform.simulator.drive(OTHER).list("/")).hasSize(20);
        assertThat(platform.calls(SINGLE)).isEqualTo(20);
        assertThat(platform.calls(LIST)).isEqualTo(2);
    }
}
