package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.fixtures.FreePorts;
import io.github.camelpan123.fixtures.LoggedEvents;
import io.github.camelpan123.live.Chromium;
import io.github.camelpan123.live.LivePageServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page, over HTTP and in a browser. */
class LivePageTest {

    private static final int TAB = 9;
    private static final int ENTER = 13;

    @TempDir
    Path profile;

    /** Without the upgrade to HTTP/2 that this client would ask for, as no browser does: its answer got lost once. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Pan123LivePage page(int port) {
        Pan123LivePage page = new Pan123LivePage();
        page.setPort(port);
        return page;
    }

    /** A started platform whose context has a page. */
    private static SimulatedPlatform platform(Pan123LivePage page) throws Exception {
        SimulatedPlatform platform = SimulatedPlatform.start().unhurried();
        platform.context.getRegistry().bind("livePage", page);
        page.onContextStarted(platform.context);
        return platform;
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The status line for a request with this name of the host. */
    private static String status(int port, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /pan123/state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/pan123/, text/html",
        "/pan123/page.js, text/javascript",
        "/pan123/page.css, text/css",
        "/pan123/icon.svg, image/svg+xml",
        "/pan123/state, application/json"
    })
    void loadsNothingFromElsewhere(String path, String type) throws Exception {
        int port = FreePorts.next();
        try (SimulatedPlatform platform = platform(page(port))) {
            HttpResponse<String> answer = get(port, path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith(type));
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'")
                            .doesNotContain("unsafe")
                            .doesNotContain("http"));
            assertThat(answer.body()
                            .replace("http://www.w3.org/2000/svg", "")
                            .replace(platform.simulator.baseUrl(), ""))
                    .doesNotContain("//www", "http:", "https:", "innerHTML", "insertAdjacentHTML", "document.write");
            assertThat(platform.simulator.figures().totalCalls()).isZero();
        }
        assertThatThrownBy(() -> get(port, path)).isInstanceOf(IOException.class);
    }

    @Test
    void thePathWithoutItsSlashLeadsToThePage() throws Exception {
        int port = FreePorts.next();
        try (SimulatedPlatform platform = platform(page(port))) {
            HttpResponse<String> answer = get(port, "/pan123");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/pan123/");
            assertThat(platform.simulator.figures().totalCalls()).isZero();
        }
    }

    @Test
    void onlyThisMachineMayReadItUnlessToldOtherwise() throws Exception {
        int port = FreePorts.next();
        Pan123LivePage page = page(port);
        try (SimulatedPlatform platform = platform(page)) {
            assertThat(status(port, "localhost:" + port)).contains("200");
            assertThat(status(port, "127.0.0.1:" + port)).contains("200");
            assertThat(status(port, "evil.example")).contains("403");
            assertThat(status(port, "localhost.evil.example:" + port)).contains("403");
            page.onContextStopping(platform.context);
            page.setRemote(true);
            page.onContextStarted(platform.context);
            assertThat(status(port, "host.example")).contains("200");
        }
    }

    @Test
    void eventsComeWhileSomebodyListensAndEndWithTheContext() throws Exception {
        int port = FreePorts.next();
        BufferedReader lines;
        try (SimulatedPlatform platform = platform(page(port))) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            HttpResponse<InputStream> stream = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pan123/events"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            assertThat(line).contains("\"api\":\"userInfo\"").doesNotContain(platform.simulator.clientSecret());
        }
        // no failure, and no wait for ever
        while (lines.readLine() != null) {
            assertThat(lines).isNotNull();
        }
    }

    @Test
    void aBeanIsEnoughInCamelMain() throws Exception {
        int port = FreePorts.next();
        Main main = new Main();
        main.addProperty("camel.beans.livePage", "#class:" + Pan123LivePage.class.getName());
        main.addProperty("camel.beans.livePage.port", Integer.toString(port));
        main.start();
        try {
            assertThat(get(port, "/pan123/state").body()).contains("\"components\"");
        } finally {
            main.stop();
        }
    }

    @Test
    void isOnTheManagementServerIfThereIsOne() throws Exception {
        int port = FreePorts.next();
        int other = FreePorts.next();
        Main main = new Main();
        main.addProperty("camel.management.enabled", "true");
        main.addProperty("camel.management.port", Integer.toString(port));
        main.addProperty("camel.management.healthCheckEnabled", "true");
        main.bind("livePage", page(other));
        main.start();
        try {
            assertThat(get(port, "/pan123/").body()).contains("page.js");
            assertThat(status(port, "evil.example")).contains("403");
            assertThatThrownBy(() -> get(other, "/pan123/")).isInstanceOf(IOException.class);
        } finally {
            main.stop();
        }
    }

    @Test
    void whatItNeedsIsNamed() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.setClassResolver(new DefaultClassResolver(context) {
                @Override
                public Class<?> resolveClass(String name) {
                    return name.contains("platform.http") ? null : super.resolveClass(name);
                }
            });
            context.getRegistry().bind("livePage", new Pan123LivePage());
            assertThatThrownBy(context::start).hasStackTraceContaining("camel-platform-http-main");
        }
    }

    @Test
    void aPortInUseDoesNotStopTheApplication() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("livePage", page(taken.getLocalPort()));
            context.start();
            assertThat(context.isStarted()).isTrue();
        }
    }

    @Test
    void theNextFreePortIsTakenIfTheUsualOneIsInUse() throws Exception {
        Configurator.setLevel(LivePageServer.class.getName(), Level.INFO);
        try (LoggedEvents log = new LoggedEvents(event -> true, LivePageServer.class.getName());
                ServerSocket taken = new ServerSocket();
                CamelContext context = new DefaultCamelContext()) {
            try {
                taken.bind(new InetSocketAddress("127.0.0.1", 9876));
            } catch (BindException e) {
                // by another program, which is as good
                assertThat(taken.isBound()).isFalse();
            }
            context.getRegistry().bind("livePage", new Pan123LivePage());
            context.start();
            int port = context.hasService(ManagementHttpServer.class).getPort();
            assertThat(port).isBetween(9877, 9895);
            assertThat(get(port, "/pan123/").body()).contains("page.js");
            assertThat(log.lines())
                    .contains("INFO The live page of pan123 is at http://127.0.0.1:" + port
                            + "/pan123/ because port 9876 is in use");
        } finally {
            Configurator.setLevel(LivePageServer.class.getName(), (Level) null);
        }
    }

    @Test
    void port0IsAnyFreePort() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("livePage", page(0));
            context.start();
            int port = context.hasService(ManagementHttpServer.class).getPort();
            assertThat(port).isPositive();
            assertThat(get(port, "/pan123/").body()).contains("page.js");
        }
    }

    @Test
    void aPortThatWasSetIsNotReplaced() throws Exception {
        try (LoggedEvents log = new LoggedEvents(
                        event -> event.getLevel().isMoreSpecificThan(Level.WARN), Pan123LivePage.class.getName());
                ServerSocket taken = new ServerSocket(0);
                CamelContext context = new DefaultCamelContext()) {
            int port = taken.getLocalPort();
            context.getRegistry().bind("livePage", page(port));
            context.start();
            assertThat(context.hasService(ManagementHttpServer.class)).isNull();
            assertThat(log.lines())
                    .containsExactly("WARN The live page cannot be served: port " + port
                            + " of 127.0.0.1: Address already in use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "pan123", "/pan123/", "/a b", "//x", "/<"})
    void aPathThatIsNoneIsRefused(String path) {
        Pan123LivePage page = new Pan123LivePage();
        page.setPath(path);
        assertThatThrownBy(() -> page.onContextStarting(new DefaultCamelContext()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path=" + path);
    }

    /** Holds an upload at its first sign of a phase. */
    private static final class Holder extends EventNotifierSupport {
        private final Map<String, CountDownLatch> phases =
                Map.of("HASH", new CountDownLatch(1), "SEND", new CountDownLatch(1));

        @Override
        public void notify(CamelEvent event) throws InterruptedException {
            if (event instanceof Pan123ProgressEvent progress && phases.containsKey(progress.getPhase())) {
                phases.get(progress.getPhase()).await();
            }
        }

        void release(String phase) {
            phases.get(phase).countDown();
        }
    }

    @Test
    void inABrowserAnUploadGoesFromHashToSendToDoneAndAQueueFillsAndDrains() throws Exception {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed, so the page is not tried in a browser");
        int port = FreePorts.next();
        try (SimulatedPlatform platform = platform(page(port));
                Chromium browser = Chromium.start(profile)) {
            browser.look(1180, 1200, false, "en-GB");
            browser.open("http://localhost:" + port + "/pan123/");
            await().until(() -> browser.evaluate("document.getElementById('link-text').textContent")
                    .equals("Live"));
            anUpload(platform, browser);
            aQueue(platform, browser);
            theKeyboard(browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void anUpload(SimulatedPlatform platform, Chromium browser) {
        // would become a bold text if it were put in as HTML
        String name = "&lt;b&gt;报告.bin";
        Holder holder = new Holder();
        platform.context.getManagementStrategy().addEventNotifier(holder);
        CompletableFuture<Exchange> upload = CompletableFuture.supplyAsync(() -> UploadFixture.begin(
                        platform.context, "pan123:upload?parentFileId=0", new byte[8_000_000], name))
                .thenCompose(Function.identity());
        awaitStep(browser, "hash");
        holder.release("HASH");
        awaitStep(browser, "send");
        holder.release("SEND");
        awaitStep(browser, "done");
        assertThat(upload.join().getException()).isNull();
        assertThat(browser.evaluate("document.querySelector('#uploads [role=progressbar]').ariaValueNow"))
                .isEqualTo("100");
        assertThat(browser.evaluate("document.getElementById('t-uploads-sub').textContent"))
                .startsWith("1 done");
        assertThat(browser.evaluate("document.querySelector('#uploads .name').textContent"))
                .isEqualTo(name);
    }

    private static void awaitStep(Chromium browser, String step) {
        await().until(() -> browser.evaluate("(document.querySelector('#uploads tr') || {dataset: {}}).dataset.step")
                .equals(step));
    }

    private static void aQueue(SimulatedPlatform platform, Chromium browser) {
        long id = platform.simulator.drive().addFile("/q", new byte[] {1});
        AccountBinding account = platform.component().enterAccount(platform.options());
        account.account().queueControl().pause("downloadInfo", true);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(i -> all.add(UploadFixture.begin(platform.context, "pan123:downloadUrl", id, Map.of())));
        awaitQueue(browser, "waiting", "8");
        await().untilAsserted(() -> assertThat(browser.evaluate("document.getElementById('now').textContent"))
                .contains("downloadInfo", "paused by hand", "8 calls wait"));
        account.account().queueControl().pause("downloadInfo", false);
        account.leave();
        UploadFixture.all(all, 60);
        awaitQueue(browser, "waiting", "0");
        awaitQueue(browser, "sent", "8");
    }

    private static void awaitQueue(Chromium browser, String figure, String value) {
        await().until(() -> browser.evaluate(
                        "(document.querySelector('#queues tr[data-key=downloadInfo]') || {dataset: {}}).dataset."
                                + figure)
                .equals(value));
    }

    /** The language is a keyboard's reach away. */
    private static void theKeyboard(Chromium browser) throws Exception {
        browser.press("Tab", TAB, "");
        browser.press("Tab", TAB, "");
        assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("language");
        browser.press("Enter", ENTER, "\r");
        assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(browser.evaluate("document.getElementById('h-queues').textContent"))
                .isEqualTo("队列");
    }

    private static String shown(Chromium browser, String selector) {
        return browser.evaluate("(document.querySelector('" + selector + "') || {textContent: ''}).textContent");
    }

    private static String elements(Chromium browser, String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length");
    }

    @Test
    void aStalledRunShowsAllThatGoesWrong() throws Exception {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed, so the page is not tried in a browser");
        int port = FreePorts.next();
        try (SimulatedPlatform platform = platform(page(port));
                StalledRun run = new StalledRun(platform);
                Chromium browser = Chromium.start(profile)) {
            browser.look(1180, 1200, false, "en-GB");
            browser.open("http://localhost:" + port + "/pan123/");
            String time = "\\d\\d:\\d\\d:\\d\\d";
            await().untilAsserted(() -> assertThat(shown(browser, "#now"))
                    .contains("The queue of " + StalledRun.QUEUE + " is paused by hand; 3 calls wait.")
                    .containsPattern("Downloads are paused until " + time)
                    .contains("1 transcode waits for the start")
                    .containsPattern("userInfo has failed 2 times since " + time + ", last \\d+ s ago: ")
                    .contains(StalledRun.FAILURE));
            assertThat(shown(browser, "#queues tr[data-key=" + StalledRun.QUEUE + "] small"))
                    .isEqualTo("transcodeStart 2 · transcodeResolutions 1");
            assertThat(shown(browser, "#jobs-starting li span")).isEqualTo("" + run.video);
            assertThat(shown(browser, "#jobs-starting li .reason")).contains("502");
            assertThat(elements(browser, "#jobs-preparing li")).isEqualTo("0");
            assertThat(shown(browser, "#failures li")).contains("userInfo").containsPattern("2 times since " + time);
            assertThat(shown(browser, "#failures li:last-child")).containsPattern("\\d+ s ago, at " + time);
            picture(browser, "stalled-en");
            browser.evaluate("document.getElementById('language').click()");
            assertThat(shown(browser, "#now"))
                    .contains(StalledRun.QUEUE + " 的队列被手动暂停；3 个调用在等待。")
                    .containsPattern("下载暂停至 " + time)
                    .contains("1 个转码任务在等待启动")
                    .containsPattern("userInfo 失败，自 " + time + " 起 2 次");
            assertThat(shown(browser, "#failures li")).containsPattern("自 " + time + " 起 2 次");
            assertThat(shown(browser, "[data-t=starting]")).isEqualTo("等待启动");
            picture(browser, "stalled-zh");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void picture(Chromium browser, String name) throws Exception {
        String pictures = System.getProperty("pan123.pictures");
        if (pictures != null) {
            Files.write(Path.of(pictures, name + ".png"), browser.screenshot());
        }
    }

    /** A server that has the page and not its events, so that nothing is known. */
    @Test
    void whatIsNotKnownYetIsNotShownAsNothing() throws Exception {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed, so the page is not tried in a browser");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            String file = name.isEmpty() ? "index.html" : name;
            try (InputStream content = Pan123LivePage.class.getResourceAsStream("live/" + file)) {
                byte[] bytes = content == null ? new byte[0] : content.readAllBytes();
                exchange.getResponseHeaders()
                        .set(
                                "Content-Type",
                                file.endsWith(".css")
                                        ? "text/css"
                                        : file.endsWith(".js") ? "text/javascript" : "text/html");
                exchange.sendResponseHeaders(content == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } finally {
                exchange.close();
            }
        });
        server.start();
        try (Chromium browser = Chromium.start(profile)) {
            browser.look(1180, 1200, false, "en-GB");
            browser.open("http://localhost:" + server.getAddress().getPort() + "/");
            await().until(() -> shown(browser, "#link-text").equals("No connection, trying again"));
            assertThat(elements(browser, ".none")).isEqualTo("4");
            assertThat(elements(browser, ".none:not([hidden])")).isEqualTo("0");
            assertThat(shown(browser, "#now")).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1180, false, en-GB, Queues",
        "390, true, zh-CN, 队列",
        "390, false, en-US, Queues",
        "1180, true, zh-TW, 队列"
    })
    void fitsTheWindowInBothLanguagesAndColours(int width, boolean dark, String language, String queues)
            throws Exception {
        assumeTrue(Chromium.program().isPresent(), "chromium is not installed, so the page is not tried in a browser");
        int port = FreePorts.next();
        try (SimulatedPlatform platform = platform(page(port));
                Chromium browser = Chromium.start(profile)) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            browser.look(width, 1000, dark, language);
            browser.open("http://localhost:" + port + "/pan123/");
            await().until(() -> browser.evaluate("document.querySelectorAll('#queues tr').length > 0")
                    .equals("true"));
            assertThat(browser.evaluate("document.getElementById('h-queues').textContent"))
                    .isEqualTo(queues);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(dark ? "rgb(16, 19, 23)" : "rgb(246, 247, 249)");
            String pictures = System.getProperty("pan123.pictures");
            if (pictures != null) {
                Files.write(
                        Path.of(pictures, "page-" + width + "-" + dark + "-" + language + ".png"),
                        browser.screenshot());
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
