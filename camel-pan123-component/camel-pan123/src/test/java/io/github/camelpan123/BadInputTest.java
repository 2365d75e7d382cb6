package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.fixtures.RefusingPort;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.net.ConnectException;
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
        try (RefusingPort nobody = new RefusingPort()) {
            platform.options().setBaseUrl("http://127.0.0.1:" + nobody.number());
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
            Throwable caught =
                    unreachable.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            assertThat(caught)
                    .hasMessageContaining("127.0.0.1:" + nobody.number())
                    .hasRootCauseInstanceOf(ConnectException.class);
            assertThat(((Pan123Exception) caught).isRetriable()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "nonsense", "http://", "http://host/?a=b", "http://u:p@host"})
    void aBaseUrlThatIsNoneIsRefused(String baseUrl) {
        platform.options().setBaseUrl(baseUrl);
        assertThatThrownBy(() -> platform.template.requestBody("pan123:userInfo", (Object) null))
                .hasStackTraceContaining("baseUrl=" + baseUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createDirectory?path=/a/b/c",
                "listFiles?path=/a/b",
                "listFiles?parentPath=/a/b",
                "move?fileId=7&targetParentPath=/a/b",
                "copy?fileId=7&targetParentPath=/a/b",
                "recover?fileId=7&targetParentPath=/a/b",
                "getFile?path=/a/b/c",
                "upload?parentPath=/a/b&fileName=c"
            })
    void aFileWhereAFolderIsNeededFailsBeforeAnythingIsChanged(String operation) {
        platform.simulator.drive().addFile("/a/b", new byte[] {1});
        assertThat(failure("pan123:" + operation, operation.startsWith("upload") ? "text" : null, Map.of()))
                .isInstanceOf(Pan123NameConflictException.class)
                .hasMessageContaining("/a/b is a file")
                .hasMessageContaining("Path");
        assertThat(platform.simulator.figures().requests())
                .extracting(RequestRecord::path)
                .isSubsetOf("/api/v1/access_token", "/api/v2/file/list", "/api/v1/file/infos");
    }

    @Test
    void aBodyThatNamesNothingIsIgnoredOnlyWhenAHeaderDoes() {
        long id = platform.template
                .requestBody("pan123:createDirectory", "/a", Folder.class)
                .fileId();
        assertThat(failure("pan123:getFile", new Object(), Map.of(Pan123Constants.OVERRIDE_FILE_ID, id)))
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
