package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the platform would refuse is refused here, before any call, by a message that names option, value and rule. */
class WrongInputTest {

    private static SimulatedPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Throwable failure(Wrong input) {
        try {
            return platform.template
                    .send(input.uri(), exchange -> {
                        exchange.getMessage().setBody(input.body());
                        input.headers().forEach(exchange.getMessage()::setHeader);
                    })
                    .getException();
        } catch (FailedToCreateProducerException | ResolveEndpointFailedException e) {
            // what is wrong with options is told when the endpoint is made
            return e;
        }
    }

    /** What is asked for with a wrong input, and what the message has to name: option, value and rule. */
    private record Wrong(String uri, Object body, Map<String, Object> headers, List<String> named) {
        @Override
        public String toString() {
            String text = uri + " " + body + " " + headers;
            return text.substring(0, Math.min(100, text.length()));
        }
    }

    private static Wrong wrong(String uri, Object body, String... named) {
        return new Wrong(uri, body, Map.of(), List.of(named));
    }

    private static Wrong header(String uri, String header, Object value, String... named) {
        return new Wrong(uri, null, Map.of(header, value), List.of(named));
    }

    private static Stream<Wrong> forbiddenNames() {
        return Stream.of("\"", "\\", ":", "*", "?", "|", ">", "<", "\n", "\u0000")
                .flatMap(forbidden -> {
                    String name = "a" + forbidden + "b";
                    String rule = "platform refuses";
                    return Stream.of(
                            header(
                                    "pan123:rename?fileId=1",
                                    Pan123Constants.OVERRIDE_NEW_NAME,
                                    name,
                                    Pan123Constants.OVERRIDE_NEW_NAME,
                                    name,
                                    rule),
                            wrong("pan123:rename", Map.of("/a", "b", "/c", name), "new name of /c", name, rule),
                            wrong("pan123:createDirectory", "/x/" + name, "path", name, rule),
                            header(
                                    "pan123:createDirectory",
                                    Pan123Constants.OVERRIDE_PATH,
                                    "/" + name,
                                    Pan123Constants.OVERRIDE_PATH,
                                    name,
                                    rule),
                            header(
                                    "pan123:upload",
                                    Pan123Constants.OVERRIDE_FILE_NAME,
                                    name,
                                    Pan123Constants.OVERRIDE_FILE_NAME,
                                    name,
                                    rule),
                            // there a backslash is a separator, as Windows routes send it
                            header(
                                    "pan123:upload",
                                    Exchange.FILE_NAME,
                                    forbidden.equals("\\") ? "a:b" : name,
                                    "CamelFileName",
                                    forbidden.equals("\\") ? "a:b" : name,
                                    rule),
                            header(
                                    "pan123:getFile",
                                    Pan123Constants.OVERRIDE_PATH,
                                    "/" + name,
                                    Pan123Constants.OVERRIDE_PATH,
                                    name,
                                    rule),
                            header(
                                    "pan123:listFiles",
                                    Pan123Constants.OVERRIDE_PARENT_PATH,
                                    "/" + name,
                                    Pan123Constants.OVERRIDE_PARENT_PATH,
                                    name,
                                    rule),
                            new Wrong(
                                    "pan123:offlineDownload",
                                    "http://host/file",
                                    Map.of(Pan123Constants.OVERRIDE_FILE_NAME, name),
                                    List.of(Pan123Constants.OVERRIDE_FILE_NAME, name, rule)));
                });
    }

    private static Stream<Wrong> longNames() {
        String name = "x".repeat(255);
        return Stream.of(
                header(
                        "pan123:rename?fileId=1",
                        Pan123Constants.OVERRIDE_NEW_NAME,
                        name,
                        Pan123Constants.OVERRIDE_NEW_NAME,
                        "xxx",
                        "255",
                        "254"),
                wrong("pan123:rename", Map.of(1L, name), "new name of 1", "xxx", "255", "254"),
                wrong("pan123:createDirectory", "/" + name, "path", "xxx", "255", "254"),
                header(
                        "pan123:upload",
                        Pan123Constants.OVERRIDE_FILE_NAME,
                        name,
                        Pan123Constants.OVERRIDE_FILE_NAME,
                        "xxx",
                        "255",
                        "254"),
                header("pan123:upload", Exchange.FILE_NAME, "sub/" + name, "CamelFileName", "xxx", "255", "254"),
                header(
                        "pan123:getFile",
                        Pan123Constants.OVERRIDE_PATH,
                        "/" + name,
                        Pan123Constants.OVERRIDE_PATH,
                        "xxx",
                        "255",
                        "254"));
    }

    private static Stream<Wrong> otherNames() {
        return Stream.of(
                wrong("pan123:rename", "/a", "newName"),
                wrong("pan123:rename", Map.of(), "empty map"),
                wrong("pan123:rename", Map.of("a", "b"), "'a'"),
                header(
                        "pan123:rename?fileId=1",
                        Pan123Constants.OVERRIDE_NEW_NAME,
                        "a/b",
                        Pan123Constants.OVERRIDE_NEW_NAME,
                        "a/b",
                        "refuses"),
                header("pan123:upload", Exchange.FILE_NAME, "../a", "CamelFileName", "../a", "'..'"),
                wrong("pan123:createDirectory", "/a/../b", "path", "/a/../b", "'..'"),
                wrong("pan123:createDirectory", new Object(), "path"),
                wrong("pan123:createDirectory", null, "path"),
                wrong("pan123:getFile", "/", "root"));
    }

    /** Every operation on files or videos that are there, with what it needs besides. */
    private static final List<String> ON_FILES = List.of(
            "getFile",
            "rename?newName=a",
            "move?targetParentFileId=0",
            "copy?targetParentFileId=0",
            "trash",
            "recover",
            "recover?targetParentFileId=0",
            "delete",
            "download",
            "downloadUrl",
            "transcode",
            "transcodeImport",
            "transcodeResolutions",
            "transcodeStart",
            "transcodeRecord",
            "transcodeResult",
            "transcodeDelete",
            "transcodeDownload",
            "share?shareName=a",
            "enableDirectLink",
            "disableDirectLink",
            "directLink");

    private static Stream<Wrong> files() {
        return ON_FILES.stream()
                .map(operation -> "pan123:" + operation)
                .flatMap(uri -> Stream.of(
                        wrong(uri, null, "empty", "CamelPan123FileId", "CamelPan123OverrideFileId", "fileId"),
                        wrong(uri, new Object(), "java.lang.Object", "CamelPan123OverrideFileId", "fileId"),
                        wrong(uri, 1.5, "java.lang.Double"),
                        wrong(uri, "abc", "'abc'", "CamelPan123OverrideFileId"),
                        wrong(uri, List.of(), "empty list"),
                        wrong(uri, List.of(1L, "x"), "'x'"),
                        wrong(uri, Arrays.asList(1L, null), "null"),
                        wrong(uri, List.of(1L, -2L), "-2", "greater than 0"),
                        wrong(uri, -5L, "-5", "greater than 0"),
                        wrong(uri, "-5", "-5", "greater than 0"),
                        wrong(uri, 0, "the body=0", "greater than 0"),
                        header(uri, Pan123Constants.FILE_ID, -7, Pan123Constants.FILE_ID + "=-7", "greater than 0"),
                        header(
                                uri,
                                Pan123Constants.OVERRIDE_FILE_ID,
                                -7,
                                Pan123Constants.OVERRIDE_FILE_ID + "=-7",
                                "greater than 0"),
                        header(uri, Pan123Constants.FILE_ID, "abc", Pan123Constants.FILE_ID + "=abc", "Long"),
                        header(
                                uri,
                                Pan123Constants.OVERRIDE_FILE_IDS,
                                List.of(),
                                Pan123Constants.OVERRIDE_FILE_IDS,
                                "empty list"),
                        header(
                                uri,
                                Pan123Constants.OVERRIDE_FILE_IDS,
                                "1,-2",
                                Pan123Constants.OVERRIDE_FILE_IDS + "=-2",
                                "greater than 0"),
                        header(
                                uri,
                                Pan123Constants.OVERRIDE_FILE_IDS,
                                "1,two",
                                Pan123Constants.OVERRIDE_FILE_IDS,
                                "two",
                                "not an id")));
    }

    private static Stream<Wrong> folders() {
        return Stream.of("move", "copy")
                .map(operation -> "pan123:" + operation)
                .flatMap(uri -> Stream.of(
                        wrong(uri, "/a", "targetParentPath", "root is 0"),
                        wrong(uri + "?targetParentPath=/a|b", "/a", "targetParentPath", "a|b", "refuses"),
                        new Wrong(
                                uri,
                                7,
                                Map.of(Pan123Constants.OVERRIDE_TARGET_PARENT_FILE_ID, -1),
                                List.of(Pan123Constants.OVERRIDE_TARGET_PARENT_FILE_ID + "=-1", "0 is the root")),
                        new Wrong(
                                "pan123:recover",
                                7,
                                Map.of(Pan123Constants.OVERRIDE_TARGET_PARENT_FILE_ID, "abc"),
                                List.of("TargetParentFileId=abc", "Long")),
                        header(
                                "pan123:listFiles",
                                Pan123Constants.OVERRIDE_PARENT_FILE_ID,
                                -1,
                                Pan123Constants.OVERRIDE_PARENT_FILE_ID + "=-1",
                                "0 is the root")));
    }

    private static Stream<Wrong> limits() {
        return Stream.of("0", "abc", "-1", "1000000", "0.00001").flatMap(number -> Stream.of("fileMove", "mkdir")
                .map(name -> wrong(
                        "pan123:move?targetParentFileId=0&rateLimits." + name + "=" + number,
                        7,
                        "rateLimits." + name + "=" + number,
                        "calls per second from 0.0001 to 100000")));
    }

    private static Stream<Wrong> others() {
        return Stream.of(
                wrong("pan123:move?targetParentFileId=0&rateLimits.fileMoev=2", 7, "rateLimits.fileMoev", "fileMove"),
                wrong("pan123:userInfo?rateLimits.uploadSlice=2", null, "rateLimits.uploadSlice", "maxUploadsInFlight"),
                wrong("pan123:userInfo?maxWait=-1", null, "maxWait=-1", "0 or greater"),
                wrong("pan123:userInfo?maxWaiting=-1", null, "maxWaiting=-1", "0 or greater"),
                wrong("pan123:userInfo?maxUploadsInFlight=0", null, "maxUploadsInFlight=0", "greater than 0"),
                wrong("pan123:offlineDownloadStatus", -5L, "-5", "greater than 0"),
                wrong("pan123:offlineDownloadStatus", "x", "java.lang.String", "number"),
                wrong("pan123:offlineDownloadStatus", null, "empty", "number"),
                wrong("pan123:downloadUrl", List.of(1L, 2L), "2 are named", "one file"));
    }

    @ParameterizedTest
    @MethodSource({"forbiddenNames", "longNames", "otherNames", "files", "folders", "limits", "others"})
    void wrongInputFailsBeforeAnyCallAndTheMessageSaysWhy(Wrong input) {
        Throwable failure = failure(input);
        assertThat(failure).isNotNull();
        Throwable cause = failure;
        while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOf(IllegalArgumentException.class);
        assertThat(cause).message().contains(input.named());
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }
}
