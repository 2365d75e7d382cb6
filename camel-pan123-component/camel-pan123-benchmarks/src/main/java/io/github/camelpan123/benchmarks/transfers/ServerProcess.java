package io.github.camelpan123.benchmarks.transfers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link DropServer} in a JVM of its own; what it is told and asked goes over HTTP. */
final class ServerProcess implements AutoCloseable {

    /**
     * What the server has seen since its start.
     *
     * @param slices requests with a slice
     * @param sliceBytes their length, forms included
     * @param infos requests for the details of files
     * @param others requests that create files
     */
    record Seen(long slices, long sliceBytes, long infos, long others) {}

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();

    ServerProcess() throws IOException {
        process = Jvm.start("-Xmx256m", DropServer.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        url = out.readLine();
        if (url == null) {
            throw new IOException("the server did not start");
        }
    }

    String url() {
        return url;
    }

    String ask(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** How much longer each slice takes from now on. */
    void delaySlices(int millis) throws IOException {
        ask("/control/delay?ms=" + millis);
    }

    /** Makes a file that can be downloaded. */
    long addFile(String md5, long size) throws IOException {
        Matcher id = Pattern.compile("\"data\":(\\d+)").matcher(ask("/control/file?" + md5 + "=" + size));
        if (!id.find()) {
            throw new IOException("no file");
        }
        return Long.parseLong(id.group(1));
    }

    Seen seen() throws IOException {
        Matcher all = Pattern.compile("\\[(\\d+),(\\d+),(\\d+),(\\d+)]").matcher(ask("/control/figures"));
        if (!all.find()) {
            throw new IOException("no figures");
        }
        return new Seen(
                Long.parseLong(all.group(1)),
                Long.parseLong(all.group(2)),
                Long.parseLong(all.group(3)),
                Long.parseLong(all.group(4)));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
