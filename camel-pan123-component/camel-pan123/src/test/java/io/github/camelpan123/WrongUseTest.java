package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.Pan123VerifyingException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.fixtures.RefusingPort;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done wrong first is told in English, by a typed exception that says what to do. */
class WrongUseTest {

    private static final String MKDIR = "/upload/v1/file/mkdir";

    @TempDir
    static Path folder;

    private static RefusingPort nobody;

    private SimulatedPlatform platform;

    @BeforeAll
    static void open() throws IOException {
        nobody = new RefusingPort();
    }

    @AfterAll
    static void close() throws IOException {
        nobody.close();
    }

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /**
     * A wrong use.
     *
     * @param make makes it wrong, before the first call
     * @param told what the message has to contain
     */
    private record Use(
            String what,
            Consumer<SimulatedPlatform> make,
            String uri,
            Object body,
            Class<? extends Exception> type,
            List<String> told) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Use use(
            String what,
            Consumer<SimulatedPlatform> make,
            String uri,
            Object body,
            Class<? extends Exception> type,
            String... told) {
        return new Use(what, make, uri, body, type, List.of(told));
    }

    private static void refusing(SimulatedPlatform platform, int code) {
        platform.simulator.faults().on(MKDIR).always().answer(code);
    }

    static Stream<Use> uses() {
        Consumer<SimulatedPlatform> nothing = platform -> {};
        String make = "pan123:createDirectory?parentFileId=0&fileName=a";
        return Stream.of(
                use(
                        "wrong secret",
                        platform -> platform.options().setClientSecret("wrong"),
                        "pan123:userInfo",
                        null,
                        Pan123CredentialsException.class,
                        "does not accept clientId and clientSecret",
                        "check both"),
                use(
                        "wrong client id",
                        platform -> platform.options().setClientId("wrong"),
                        "pan123:userInfo",
                        null,
                        Pan123CredentialsException.class,
                        "does not accept clientId and clientSecret"),
                use(
                        "wrong access token",
                        platform -> {
                            platform.options().setClientId(null);
                            platform.options().setClientSecret(null);
                            platform.options().setAccessToken("wrong");
                        },
                        "pan123:userInfo",
                        null,
                        Pan123TokenException.class,
                        "refused the configured accessToken",
                        "clientId and clientSecret"),
                use(
                        "server down",
                        platform -> platform.options().setBaseUrl("http://127.0.0.1:" + nobody.number()),
                        "pan123:userInfo",
                        null,
                        Pan123UnreachableException.class,
                        "No answer from http://127.0.0.1:",
                        "Check the network",
                        "baseUrl"),
                use(
                        "unknown host",
                        platform -> platform.options().setBaseUrl("http://nobody.invalid"),
                        "pan123:userInfo",
                        null,
                        Pan123UnreachableException.class,
                        "nobody.invalid",
                        "Check the network"),
                use(
                        "forbidden character",
                        nothing,
                        "pan123:upload?fileName=RAW(a:b.txt)",
                        "text",
                        IllegalArgumentException.class,
                        "'a:b.txt'",
                        "':' at position 2",
                        "replace it"),
                use(
                        "control character",
                        nothing,
                        "pan123:createDirectory",
                        "/a\tb",
                        IllegalArgumentException.class,
                        "U+0009 at position 2"),
                use(
                        "folder as body",
                        nothing,
                        "pan123:upload?fileName=a",
                        folder.toFile(),
                        NoSuchFileException.class,
                        folder.toString(),
                        "it is a folder",
                        "recursive=true"),
                use(
                        "missing file as body",
                        nothing,
                        "pan123:upload?fileName=a",
                        folder.resolve("none").toFile(),
                        NoSuchFileException.class,
                        "there is no such file"),
                use(
                        "null as body",
                        nothing,
                        "pan123:upload?fileName=a",
                        null,
                        IllegalArgumentException.class,
                        "it is empty",
                        "Set a file"),
                use(
                        "null as subject",
                        nothing,
                        "pan123:trash",
                        null,
                        IllegalArgumentException.class,
                        Pan123Constants.OVERRIDE_FILE_ID),
                use(
                        "object as subject",
                        nothing,
                        "pan123:trash",
                        new Object(),
                        IllegalArgumentException.class,
                        "java.lang.Object",
                        Pan123Constants.OVERRIDE_FILE_ID),
                use("missing path", nothing, "pan123:getFile?path=/none", null, Pan123NotFoundException.class, "/none"),
                use(
                        "missing id",
                        nothing,
                        "pan123:downloadUrl?fileId=999999",
                        null,
                        Pan123NotFoundException.class,
                        "does not exist",
                        "check the id"),
                use(
                        "still verified",
                        platform -> refusing(platform, 20103),
                        make,
                        null,
                        Pan123VerifyingException.class,
                        "still verifying"),
                use(
                        "banned",
                        platform ->
                                platform.simulator.faults().on(MKDIR).always().answer(1, "账号已被封禁"),
                        make,
                        null,
                        Pan123WriteBannedException.class,
                        "账号已被封禁",
                        "not allowed to write",
                        "wait"),
                use(
                        "unknown refusal",
                        platform -> refusing(platform, 7301),
                        make,
                        null,
                        Pan123Exception.class,
                        "code 7301",
                        "check the ids, names and options"));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void isToldInEnglish(Use use) {
        use.make().accept(platform);
        Exchange done = platform.template.send(
                use.uri(), exchange -> exchange.getMessage().setBody(use.body()));
        assertThat(done.getException()).isInstanceOf(use.type());
        use.told().forEach(part -> assertThat(done.getException()).hasMessageContaining(part));
        assertThat(done.getException().getMessage()).hasSizeLessThan(2000);
    }
}
