package io.github.camelpan123.benchmarks.transfers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** How a context starts that has one route to an endpoint, each time in a new JVM. */
final class StartTrial {

    private final String uri;
    private int threads;

    StartTrial(String uri) {
        this.uri = uri;
    }

    /** Seconds from a context that is not there yet to one that has started. */
    double seconds() throws IOException {
        Process process = Jvm.start("-Xmx256m", StartProbe.class, uri)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
            String[] figures = last.split(" ");
            threads = Math.max(threads, Integer.parseInt(figures[1]));
            return Double.parseDouble(figures[0]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("the context did not start", e);
        } finally {
            process.destroy();
        }
    }

    /** How many threads it had at most when it did nothing. */
    int threads() {
        return threads;
    }
}
