package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123UnreachableException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Exception failure(String uri, Object body, Map<String, Object> headers) {
        return platform.template
                .send(uri, exchange -> {
                    exchange.getMessage().setBody(body);
                    headers.forEach(exchange.getMessage()::setHeader);
                })
                .getException();
    }

    @Test
    void withoutCredentialsOneSentenceNamesTheOptions() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("pan123:userInfo");
                }
            });
            assertThatThrownBy(context::start)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("clientId")
                    .hasMessageContaining("clientSecret");
        }
    }

    @Test
    void anUnknownOperationListsTheKnownOnes() {
        assertThatThrownBy(() -> platform.context.getEndpoint("pan123:uplaod"))
                .rootCause()
                .hasMessageContaining("uplaod")
                .hasMessageContaining("upload, download");
        assertThat(failure("pan123:userInfo", null, Map.of(Pan123Constants.OPERATION, "nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing")
                .hasMessageContaining("userInfo");
    }

    @Test
    void onlyWhatCanBeConsumedCanBeConsumed() {
        assertThatThrownBy(() -> platform.context.getEndpoint("pan123:upload").createConsumer(exchange -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transcodeResult")
                .hasMessageContaining("listFiles");
    }

    @Test
    void anUnreachablePlatformIsATypedErrorThatTheRouteSees() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        platform.options().setBaseUrl("http://127.0.0.1:" + nobody);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Pan123UnreachableException.class).handled(true).to("mock:unreachable");
                from("direct:a").to("pan123:userInfo");
            }
        });
        MockEndpoint unreachable = platform.context.getEndpoint("mock:unreachable", MockEndpoint.class);
        unreachable.expectedMessageCount(1);
        platform.template.sendBody("direct:a", null);
        unreachable.assertIsSatisfied();
        Throwable caught = unreachable.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        assertThat(caught).hasMessageContaining("127.0.0.1:" + nobody).hasRootCauseInstanceOf(ConnectException.class);
        assertThat(((Pan123Exception) caught).isRetriable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "nonsense", "http://", "http://host/?a=b", "http://u:p@host"})
    void aBaseUrlThatIsNoneIsRefused(String baseUrl) {
        platform.options().setBaseUrl(baseUrl);
        assertThatThrownBy(() -> platform.template.requestBody("pan123:userInfo", (Object) null))
                .hasStackTraceContaining("baseUrl=" + baseUrl);
    }

    @Test
    void filesThatAreNotNamedOrNamedWrongFailBeforeAnyCall() {
        assertThat(failure("pan123:trash", null, Map.of())).hasMessageContaining("No file is named");
        assertThat(failure("pan123:trash", List.of(), Map.of())).hasMessageContaining("empty list");
        assertThat(failure("pan123:trash", -5L, Map.of())).hasMessageContaining("-5");
        assertThat(failure("pan123:trash", List.of(1L, "x"), Map.of())).hasMessageContaining("java.lang.String");
        assertThat(failure("pan123:trash", "-5", Map.of())).hasMessageContaining("-5");
        assertThat(failure("pan123:trash", 0, Map.of())).hasMessageContaining("greater than 0");
        assertThat(failure("pan123:downloadUrl", List.of(1L, 2L), Map.of())).hasMessageContaining("2 are named");
        assertThat(failure("pan123:delete", null, Map.of(Pan123Constants.FILE_IDS, List.of())))
                .hasMessageContaining(Pan123Constants.FILE_IDS)
                .hasMessageContaining("empty list");
        assertThat(failure("pan123:delete", null, Map.of(Pan123Constants.FILE_ID, -7)))
                .hasMessageContaining("fileId=-7");
        assertThat(failure("pan123:trash", null, Map.of(Pan123Constants.FILE_ID, "abc")))
                .hasMessageContaining(Pan123Constants.FILE_ID + "=abc");
        assertThat(failure("pan123:trash", null, Map.of(Pan123Constants.FILE_IDS, "1,zwei")))
                .hasMessageContaining("zwei");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void targetsThatAreMissingOrWrongFailBeforeAnyCall() {
        for (String operation : List.of("move", "copy")) {
            assertThat(failure("pan123:" + operation, "/a", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("targetParentPath");
            assertThat(failure("pan123:" + operation + "?targetParentPath=/a|b", "/a", Map.of()))
                    .hasMessageContaining("targetParentPath 'a|b'");
        }
        assertThat(failure("pan123:recover", 7, Map.of(Pan123Constants.TARGET_PARENT_FILE_ID, -1)))
                .hasMessageContaining("targetParentFileId=-1");
        assertThat(failure("pan123:move?targetParentFileId=0", new Object(), Map.of()))
                .hasMessageContaining("java.lang.Object");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void namesThatThePlatformRefusesFailBeforeAnyCall() {
        assertThat(failure("pan123:rename", "/a", Map.of())).hasMessageContaining("newName");
        assertThat(failure("pan123:rename?newName=a*b", "/a", Map.of())).hasMessageContaining("newName 'a*b'");
        assertThat(failure("pan123:rename", "/a", Map.of(Pan123Constants.NEW_NAME, "x".repeat(255))))
                .hasMessageContaining("255 characters");
        assertThat(failure("pan123:rename", Map.of(), Map.of())).hasMessageContaining("empty map");
        assertThat(failure("pan123:rename", Map.of("/a", "b", "/c", "d/e"), Map.of()))
                .hasMessageContaining("The new name of /c");
        assertThat(failure("pan123:rename", Map.of("a", "b"), Map.of())).hasMessageContaining("java.lang.String");
        assertThat(failure("pan123:createDirectory", "/a/b?c", Map.of())).hasMessageContaining("b?c");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void aBodyThatNamesNothingIsIgnoredOnlyWhenAHeaderDoes() {
        long id = platform.template.requestBody("pan123:createDirectory", "/a", Long.class);
        assertThat(failure("pan123:getFile", new Object(), Map.of(Pan123Constants.FILE_ID, id)))
                .isNull();
        assertThat(failure("pan123:getFile", new Object(), Map.of())).hasMessageContaining("java.lang.Object");
    }

    @Test
    void secretsAreInNoUriNorMessage() {
        assertThat(platform.context
                        .getEndpoint("pan123:userInfo?clientSecret=abc123xyz&accessToken=tok987")
                        .toString())
                .doesNotContain("abc123xyz", "tok987");
    }
}
