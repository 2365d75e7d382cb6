package io.github.camelpan123.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However long an answer is, what is said of it stays below 2 KB, in the exception and in each of its causes. */
class LongAnswersTest {

    private static final int LIMIT = 2048;
    private static final int LENGTH = 5_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Texts of one to four bytes a character. */
    private static final List<String> TEXTS =
            Stream.of("x", "é", "长", "🎬").map(each -> each.repeat(LENGTH)).toList();

    static void assertShort(Throwable failure) {
        assertThat(failure).isNotNull();
        List<Throwable> seen = new ArrayList<>();
        for (Throwable one = failure; one != null && !seen.contains(one); one = one.getCause()) {
            seen.add(one);
            String said = one.toString();
            assertThat(said.getBytes(StandardCharsets.UTF_8).length)
                    .as("%s", said.substring(0, Math.min(said.length(), 200)))
                    .isLessThan(LIMIT);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(said))
                    .as("no half of a character")
                    .isTrue();
        }
    }

    static Stream<Constructor<?>> constructors() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.camelpan123")
                        .stream()
                        .filter(type -> type.isAssignableTo(Pan123Exception.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::reflect)
                        .sorted(Comparator.comparing(Class::getName))
                        .flatMap(type -> Arrays.stream(type.getDeclaredConstructors()));
    }

    private static Object argument(Class<?> type, String text) throws ReflectiveOperationException {
        if (type == String.class) {
            return text;
        } else if (type == Failure.class) {
            return new Failure(Api.FILE_INFOS, 200, 1, text, text);
        } else if (type == Api.class) {
            return Api.FILE_INFOS;
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return 500;
        } else if (type == long.class) {
            return 7L;
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (Pan123Exception.class.isAssignableFrom(type)) {
            return type.getDeclaredConstructor(Failure.class, boolean.class, String.class)
                    .newInstance(argument(Failure.class, text), true, text);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isRecord()) {
            Class<?>[] components = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return made(type.getDeclaredConstructor(components), text);
        } else if (type.isAssignableFrom(IOException.class)) {
            return new IOException(text, new IllegalStateException(text));
        }
        throw new IllegalArgumentException("add an argument of the type " + type);
    }

    private static Object made(Constructor<?> constructor, String text) throws ReflectiveOperationException {
        constructor.setAccessible(true);
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : constructor.getParameterTypes()) {
            boolean refused = type != Pan123Exception.class && Pan123Exception.class.isAssignableFrom(type);
            // the end of a context has no failure of a call
            Class<?> from = type == Pan123ShutdownException.class ? Api.class : Failure.class;
            arguments.add(refused ? made(type.getDeclaredConstructor(from), text) : argument(type, text));
        }
        return constructor.newInstance(arguments.toArray());
    }

    @ParameterizedTest
    @MethodSource("constructors")
    void everyExceptionIsShortWhateverItIsMadeOf(Constructor<?> constructor) throws ReflectiveOperationException {
        for (String text : TEXTS) {
            Pan123Exception made = (Pan123Exception) made(constructor, text);
            assertShort(made);
            assertThat(made.getTraceId()).hasSizeLessThan(LIMIT);
        }
    }

    /** Each code that has an exception of its own, and each kind of text that code 1 is told apart by. */
    static Stream<Arguments> refusals() {
        List<String> words = List.of("请慢一点", "频繁", "文件上传失败", "文件不存在", "同名", "禁止", "else");
        return Stream.of(Api.values()).flatMap(api -> Stream.of(
                        Stream.of(401, 429, 5066, 5113, 20103, 777).map(code -> Arguments.of(api, code, "")),
                        words.stream().map(word -> Arguments.of(api, 1, word)))
                .flatMap(all -> all));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refusals")
    void everyRefusalIsShort(Api api, int code, String word) throws IOException {
        for (String text : TEXTS) {
            for (int status : new int[] {200, 503}) {
                ObjectNode answer = JsonNodeFactory.instance.objectNode();
                answer.put("code", code).put("message", word + text).put("x-traceID", text);
                assertShort(failure(api, status, MAPPER.writeValueAsBytes(answer)));
            }
        }
    }

    static List<Api> apis() {
        return List.of(Api.values());
    }

    @ParameterizedTest
    @MethodSource("apis")
    void everyAnswerThatCannotBeReadIsShown(Api api) throws IOException {
        for (String text : TEXTS) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.put("code", 0).put("message", "ok");
            for (String answer : List.of(
                    text,
                    "<html>" + text,
                    "{\"" + text,
                    "{" + text,
                    "{\"code\":" + "9".repeat(LENGTH) + "}",
                    "{\"code\":\"" + text + "\"}",
                    MAPPER.writeValueAsString(data.put("data", text)))) {
                for (int status : new int[] {200, 502}) {
                    assertShort(failure(api, status, answer.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private static Throwable failure(Api api, int status, byte[] answer) {
        ApiCall<Long> call = ApiCall.get(api, java.util.Map.of(), data -> data.number("fileId"));
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                Pan123Exception.class, () -> call.read(MAPPER, status, answer));
    }
}
