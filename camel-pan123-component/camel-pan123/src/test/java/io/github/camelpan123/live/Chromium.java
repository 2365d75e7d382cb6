package io.github.camelpan123.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in headless Chromium, driven through its DevTools protocol. */
public final class Chromium implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 30;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process) throws Exception {
        this.process = process;
        String port = port(process);
        JsonNode pages = JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        String page = "";
        for (JsonNode one : pages) {
            page = one.path("type").asText().equals("page")
                    ? one.path("webSocketDebuggerUrl").asText()
                    : page;
        }
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .get(SECONDS, TimeUnit.SECONDS);
        call("Page.enable");
        call("Log.enable");
        call("Runtime.enable");
    }

    /** Returns the program; empty if it is not installed. */
    public static Optional<Path> program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> List.of("chromium", "chromium-browser", "google-chrome").stream()
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the program with an empty page. */
    public static Chromium start(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            return new Chromium(process);
        } catch (Exception | Error e) {
            end(process);
            throw e;
        }
    }

    private static String port(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group(1);
            }
        }
        throw new IOException("Chromium ended");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void received(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            CompletableFuture<JsonNode> answer = answers.remove(json.path("id").asInt());
            if (answer != null) {
                answer.complete(json);
            } else if (json.path("method").asText().equals("Log.entryAdded")
                    || json.path("method").asText().equals("Runtime.exceptionThrown")) {
                complaints.add(json.path("params").toString());
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private JsonNode call(String method, Object... parameters) throws Exception {
        ObjectNode message = JSON.createObjectNode();
        int id = number.incrementAndGet();
        message.put("id", id);
        message.put("method", method);
        ObjectNode named = message.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            named.set(parameters[i].toString(), JSON.valueToTree(parameters[i + 1]));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Chooses how the page looks. Before {@link #open}. */
    public void look(int width, int height, boolean dark, String language) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                1,
                "mobile",
                false);
        call(
                "Emulation.setEmulatedMedia",
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")));
        call(
                "Page.addScriptToEvaluateOnNewDocument",
                "source",
                "Object.defineProperty(navigator, 'language', {get: () => '" + language + "'})");
    }

    /** Opens an address. */
    public void open(String address) throws Exception {
        call("Page.navigate", "url", address);
    }

    /** Evaluates an expression on the page and returns its result as text. */
    public String evaluate(String expression) {
        try {
            return call("Runtime.evaluate", "expression", "String(" + expression + ")")
                    .path("result")
                    .path("result")
                    .path("value")
                    .asText();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presses a key. */
    public void press(String key, int code, String text) throws Exception {
        call("Input.dispatchKeyEvent", "type", "keyDown", "key", key, "windowsVirtualKeyCode", code, "text", text);
        call("Input.dispatchKeyEvent", "type", "keyUp", "key", key, "windowsVirtualKeyCode", code);
    }

    /** Returns what the page looks like as PNG. */
    public byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true)
                        .path("result")
                        .path("data")
                        .asText());
    }

    /** Returns errors and refusals that the browser has logged. */
    public List<String> complaints() {
        return complaints;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() throws Exception {
        end(process);
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }
}
