package io.github.camelpan123.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page has a row for each exception that a route can meet, and its column Retry is what the class says. */
class ExceptionTableTest {

    /** Thrown by token stores, and never by the component. */
    private static final Set<String> NOT_FOR_ROUTES = Set.of("BusyException");

    private static final Path PAGE = Path.of("src/main/docs/pan123-component.adoc");

    private static Map<String, List<String>> rows() throws IOException {
        String text = Files.readString(PAGE);
        String table = text.substring(text.indexOf("// exceptions: checked by a test"));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Matcher row = Pattern.compile("^\\| (\\w+Exception) \\| (.+) \\| (.+) \\| (yes|no|depends)$", Pattern.MULTILINE)
                .matcher(table.substring(0, table.indexOf("\n|===\n", table.indexOf("|===") + 4)));
        while (row.find()) {
            rows.put(row.group(1), List.of(row.group(2), row.group(3), row.group(4)));
        }
        return rows;
    }

    /** The public exceptions of the exported packages. */
    private static Set<String> exceptions() throws Exception {
        Path root = Path.of(Pan123Exception.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> found = new TreeSet<>();
        for (String folder : List.of("", "account/auth", "account/ratelimit", "api")) {
            try (Stream<Path> files =
                    Files.list(root.resolve("io/github/camelpan123").resolve(folder))) {
                for (Path file : files.filter(one -> one.toString().endsWith("Exception.class"))
                        .toList()) {
                    String name =
                            root.relativize(file).toString().replace('/', '.').replace(".class", "");
                    Class<?> type = Class.forName(name);
                    if (Modifier.isPublic(type.getModifiers())) {
                        found.add(type.getSimpleName());
                    }
                }
            }
        }
        return found;
    }

    @Test
    void eachPublicExceptionHasARow() throws Exception {
        Set<String> expected = exceptions();
        assertThat(expected).containsAll(NOT_FOR_ROUTES);
        expected.removeAll(NOT_FOR_ROUTES);
        expected.add("IllegalArgumentException");
        assertThat(new TreeSet<>(rows().keySet())).isEqualTo(expected);
    }

    private static Failure refusal(Api api, int status, int code, String message) {
        return new Failure(api, status, code, message, "");
    }

    /** Every way in which the platform, or the component, says no. */
    private static List<Pan123Exception> all() {
        Throwable cause = new IOException("reset");
        Pan123TrafficExceededException traffic = (Pan123TrafficExceededException)
                refusal(Api.DOWNLOAD_INFO, 200, 5113, "流量超限").toException();
        List<Pan123Exception> all = new ArrayList<>(List.of(
                traffic,
                new Pan123TrafficExceededException(traffic, "paused", Instant.MAX),
                new Pan123TokenException(Api.USER_INFO, "no other one"),
                new Pan123WaitExceededException(Api.MKDIR, "too long", Duration.ofSeconds(1)),
                new Pan123NameConflictException("taken"),
                new Pan123NotFoundException("missing"),
                new Pan123UploadFailedException(Api.UPLOAD_COMPLETE, "not shown", cause),
                new Pan123UploadTakenOverException("a.mp4"),
                new Pan123DownloadFailedException(Api.DOWNLOAD_INFO, "cut", cause),
                new Pan123FileChangedException(Api.DOWNLOAD_INFO, "changed"),
                new Pan123TranscodeException(Api.TRANSCODE_VIDEO, "no such resolution", false),
                new Pan123TranscodeException(Api.TRANSCODE_VIDEO, "not yet", true),
                new Pan123PlaylistException("no playlist"),
                new Pan123SpaceFullException(Api.TRANSCODE_FILE_DOWNLOAD),
                new Pan123RepeatedPageException(Api.FILE_LIST_V2, 1),
                new Pan123MalformedAnswerException(Api.USER_INFO, 200, "no JSON", "<html>", null),
                new Pan123MalformedAnswerException(Api.USER_INFO, 502, "no JSON", "<html>", null),
                new Pan123UnreachableException(Api.USER_INFO, "no answer", cause),
                new Pan123OutcomeUnknownException(Api.MKDIR, "look", cause),
                new Pan123ShutdownException(Api.MKDIR),
                new Pan123ShutdownException(Api.MKDIR, Duration.ofSeconds(9), Duration.ofSeconds(3))));
        Stream.of(
                        refusal(Api.ACCESS_TOKEN, 200, 401, "凭证错误"),
                        refusal(Api.ACCESS_TOKEN, 200, 1, "client_secret 错误"),
                        refusal(Api.ACCESS_TOKEN, 200, 5, "?"),
                        refusal(Api.USER_INFO, 401, 401, "token 无效"),
                        refusal(Api.USER_INFO, 429, 429, "请求太频繁"),
                        refusal(Api.MKDIR, 200, 1, "操作频繁"),
                        refusal(Api.FILE_DETAIL, 200, 5066, "文件不存在"),
                        refusal(Api.FILE_DETAIL, 200, 1, "文件不存在"),
                        refusal(Api.UPLOAD_COMPLETE, 200, 20103, "文件正在校验中"),
                        refusal(Api.UPLOAD_COMPLETE, 200, 1, "文件上传失败"),
                        refusal(Api.MKDIR, 200, 1, "目录下存在同名文件"),
                        refusal(Api.UPLOAD_CREATE, 200, 1, "账号已被封禁"),
                        refusal(Api.MKDIR, 200, 1, "参数错误"),
                        refusal(Api.MKDIR, 500, 1, "内部错误"))
                .map(Failure::toException)
                .forEach(all::add);
        return all;
    }

    @Test
    void theColumnRetryIsWhatTheClassesSay() throws Exception {
        Map<String, Set<Boolean>> said = all().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getClass().getSimpleName(),
                        TreeMap::new,
                        Collectors.mapping(Pan123Exception::isRetriable, Collectors.toSet())));
        Function<Set<Boolean>, String> word =
                values -> values.size() == 2 ? "depends" : values.contains(true) ? "yes" : "no";
        Map<String, String> expected = new TreeMap<>();
        said.forEach((name, values) -> expected.put(name, word.apply(values)));
        Map<String, String> inPage = new TreeMap<>();
        rows().forEach((name, row) -> {
            if (name.startsWith("Pan123")) {
                inPage.put(name, row.get(2));
            }
        });
        assertThat(inPage).isEqualTo(expected);
    }

    /** The platform's own text is kept, and English follows it. */
    @Test
    void eachRefusalSaysInEnglishWhatItMeans() {
        List<Pan123Exception> refusals =
                all().stream().filter(one -> one.getCode() != 0).toList();
        assertThat(refusals).hasSizeGreaterThan(14).allSatisfy(refusal -> {
            String text = refusal.getMessage();
            if (text.equals("paused")) {
                return;
            }
            int english = text.indexOf(". ");
            assertThat(english).as(text).isPositive();
            assertThat(text.substring(english)).hasSizeGreaterThan(30).matches("\\p{ASCII}+");
        });
    }
}
