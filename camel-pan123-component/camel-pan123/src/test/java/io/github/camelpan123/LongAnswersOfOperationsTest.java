package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation with answers of any length at each of its calls: what a route catches stays below 2 KB. */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for it
@Order(1) // it lasts long
class LongAnswersOfOperationsTest {

    private static final int LIMIT = 2048;
    private static final String LONG = "x".repeat(20_000);
    private static final String ADDRESS = "http://" + LONG + ".invalid/x";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Executor THREADS = command -> new Thread(command, "long answers").start();

    private static final List<String> LISTS = List.of(
            "fileList",
            "shareList",
            "failList",
            "successList",
            "abnormalFileIDs",
            "servers",
            "Files",
            "UserTranscodeVideoRecordList",
            "UserTranscodeVideoList");
    private static final List<String> NUMBERS = List.of(
            "fileId",
            "fileID",
            "dirID",
            "parentFileId",
            "parentFileID",
            "targetFileId",
            "taskId",
            "taskID",
            "shareID",
            "shareId",
            "Id",
            "uid",
            "type",
            "size",
            "category",
            "trashed",
            "total",
            "sliceSize",
            "VideoTime",
            "process");
    private static final List<String> TEXTS = List.of(
            "filename",
            "etag",
            "createAt",
            "create_at",
            "updateAt",
            "CreateAt",
            "UpdateAt",
            "preuploadID",
            "CodecNames",
            "Resolutions",
            "NowOrFinishedResolutions",
            "Resolution",
            "resolution",
            "FileName",
            "FileSize",
            "nickname",
            "shareKey",
            "shareName",
            "sharePwd",
            "expiration",
            "message",
            "link",
            "failMsg",
            "accessToken",
            "expiredAt");
    private static final List<String> ADDRESSES = List.of("downloadUrl", "url", "Url");

    /** Those operations that do their work in one of two ways, in turn. */
    private static final Map<Pan123Operation, Integer> WAYS =
            Map.of(Pan123Operation.copy, 2, Pan123Operation.upload, 2, Pan123Operation.transcodeDownload, 2);

    private SimulatedPlatform platform;
    private boolean other;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.options().setDownloadRetries(0);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private long file(String extension) {
        return platform.simulator
                .drive()
                .addFile("/f" + NUMBER.incrementAndGet() + extension, LONG.getBytes(StandardCharsets.UTF_8));
    }

    private long folder(String ignored) {
        return platform.simulator.drive().addFolder("/d" + NUMBER.incrementAndGet());
    }

    private long trashed(String ignored) {
        String path = "/t" + NUMBER.incrementAndGet();
        long id = platform.simulator.drive().addFile(path, new byte[] {1});
        platform.simulator.drive().trash(path);
        return id;
    }

    private long video(String ignored) {
        return platform.simulator.drive().addVideo(NUMBER.incrementAndGet() + ".mp4", new byte[] {1});
    }

    private long transcoded(String ignored) {
        return platform.simulator
                .drive()
                .addFinishedTranscode(NUMBER.incrementAndGet() + ".mp4", new byte[] {1}, "720p");
    }

    /** Options and body, new for each exchange. */
    private record Call(String options, Object body) {
        static Call of(String options, ToLongFunction<String> body, String extension) {
            return new Call(options, body.applyAsLong(extension));
        }
    }

    private boolean another() {
        other = !other;
        return other;
    }

    private Call call(Pan123Operation operation) {
        return switch (operation) {
            case userInfo, listFiles, listShares, transcodeSpace -> new Call("", null);
            case estimate -> throw new IllegalArgumentException("makes no call");
            case getFile, trash, delete, download, downloadUrl, share ->
                Call.of(operation == Pan123Operation.share ? "?shareName=s" : "", this::file, ".txt");
            case createDirectory -> new Call("?path=/new" + NUMBER.incrementAndGet() + "/sub", null);
            case rename -> Call.of("?newName=r" + NUMBER.incrementAndGet(), this::file, ".txt");
            case move, copy ->
                Call.of(
                        "?targetParentFileId=" + folder(""),
                        operation == Pan123Operation.copy && another() ? this::folder : this::file,
                        ".txt");
            case recover -> Call.of("", this::trashed, "");
            case upload ->
                new Call(
                        "?fileName=u" + NUMBER.incrementAndGet() + "&uploadMode=" + (another() ? "single" : "sliced"),
                        "content " + NUMBER.get());
            case transcodeImport -> Call.of("", this::file, ".mp4");
            case transcode -> Call.of("?resolutions=720P&jobTimeout=3000", this::file, ".mp4");
            case transcodeResolutions -> Call.of("?jobTimeout=3000", this::video, "");
            case transcodeStart -> Call.of("?resolutions=720P", this::video, "");
            case transcodeRecord, transcodeResult, transcodeDelete -> Call.of("", this::transcoded, "");
            case transcodeDownload ->
                Call.of("?artifact=" + (another() ? "all" : "m3u8&resolution=720P"), this::transcoded, "");
            case offlineDownload -> new Call("", "http://127.0.0.1:1/none");
            case offlineDownloadStatus ->
                new Call("", platform.template.requestBody("pan123:offlineDownload", (Object)
                        "http://127.0.0.1:1/none"));
            case enableDirectLink, disableDirectLink -> Call.of("", this::folder, "");
            case directLink -> {
                String path = "/l" + NUMBER.incrementAndGet();
                long file = platform.simulator.drive().addFile(path + "/a.mp4", new byte[] {1});
                platform.template.requestBody("pan123:enableDirectLink", (Object)
                        platform.simulator.drive().addFolder(path));
                yield new Call("", file);
            }
        };
    }

    /** An answer of the usual members, in each of them something that is too long or says that all went wrong. */
    private static ObjectNode members(Object number, JsonNode flag, boolean deep) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        NUMBERS.forEach(name -> node.putPOJO(name, number));
        TEXTS.forEach(name -> node.put(name, LONG));
        ADDRESSES.forEach(name -> node.put(name, ADDRESS));
        List.of("completed", "reuse", "isFull", "isDownloading", "IsGetResolution", "vip")
                .forEach(name -> node.set(name, flag));
        List.of("status", "Status", "expired").forEach(name -> node.put(name, 3));
        node.put("lastFileId", -1).put("lastShareId", -1);
        if (deep) {
            LISTS.forEach(name -> {
                ArrayNode list = node.putArray(name);
                if (name.equals("servers")) {
                    list.add(ADDRESS);
                } else if (name.equals("abnormalFileIDs")) {
                    list.add(1);
                } else {
                    list.add(members(number, flag, false));
                }
            });
        }
        return node;
    }

    private static final List<String> ANSWERS = answers();

    private static List<String> answers() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<JsonNode> data = List.of(
                json.textNode(LONG),
                json.arrayNode().add(ADDRESS),
                json.arrayNode().add("//" + LONG + "/x"),
                members(1, json.booleanNode(false), true),
                members(1, json.booleanNode(true), true),
                members(LONG, json.booleanNode(false), true));
        List<String> answers = new ArrayList<>();
        for (JsonNode each : data) {
            ObjectNode answer = json.objectNode().put("code", 0).put("message", "ok");
            answer.set("data", each);
            answers.add(answer.toString());
        }
        answers.add("{\"code\":777,\"message\":\"" + LONG + "\",\"data\":null,\"x-traceID\":\"" + LONG + "\"}");
        answers.add("<html>" + LONG);
        return answers;
    }

    private Throwable failure(Pan123Operation operation, Call call) {
        Exchange exchange = platform.template.send("pan123:" + operation + call.options(), sent -> sent.getMessage()
                .setBody(call.body()));
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        try {
            Object body = exchange.getMessage().getBody();
            if (body instanceof Iterator<?> entries) {
                entries.forEachRemaining(entry -> {});
            } else if (operation == Pan123Operation.download || operation == Pan123Operation.transcodeDownload) {
                exchange.getMessage().getBody(InputStream.class).readAllBytes();
            }
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private Set<String> calls(Pan123Operation operation) {
        Map<String, Long> before = new HashMap<>();
        Set<String> paths = platform.simulator.figures().byPath().keySet();
        Set<String> called = new TreeSet<>();
        for (int i = 0; i < WAYS.getOrDefault(operation, 1); i++) {
            Call call = call(operation);
            paths.forEach(path -> before.put(path, platform.calls(path)));
            // nothing is waited for in vain here, and a busy machine may need longer
            Call patient = new Call(call.options().replaceFirst("[?&]jobTimeout=\\d+", ""), call.body());
            assertThat(failure(operation, patient)).as("without a fault").isNull();
            paths.stream()
                    .filter(path -> platform.calls(path) > before.get(path))
                    .forEach(called::add);
        }
        return called;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "estimate")
    void whatFailsSaysSoInFewWords(Pan123Operation operation) {
        List<CompletableFuture<Integer>> failed = calls(operation).stream()
                .map(path -> CompletableFuture.supplyAsync(() -> failedElsewhere(operation, path), THREADS))
                .toList();
        assertThat(failed.stream().mapToInt(CompletableFuture::join).sum()).isPositive();
    }

    /** The answers of one path, which are waited for beside those of the others, at a simulator of their own. */
    private static int failedElsewhere(Pan123Operation operation, String path) {
        LongAnswersOfOperationsTest other = new LongAnswersOfOperationsTest();
        try {
            other.start();
            try {
                // the token and what else is asked for once
                other.calls(operation);
                return other.failed(operation, path);
            } finally {
                other.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException(operation + " at " + path, e);
        }
    }

    /** How many of the answers made the operation fail. */
    private int failed(Pan123Operation operation, String path) {
        int failed = 0;
        for (String answer : ANSWERS) {
            for (int i = 0; i < WAYS.getOrDefault(operation, 1); i++) {
                platform.simulator.faults().clear();
                Call call = call(operation);
                platform.simulator.faults().on(path).times(1).garbage(answer);
                Throwable failure = failure(operation, call);
                failed += failure == null ? 0 : 1;
                for (Throwable one = failure; one != null; one = one.getCause()) {
                    assertThat(one.toString().getBytes(StandardCharsets.UTF_8).length)
                            .as("%s at %s, %s", operation, path, one.getClass())
                            .isLessThan(LIMIT);
                }
            }
        }
        return failed;
    }
}
