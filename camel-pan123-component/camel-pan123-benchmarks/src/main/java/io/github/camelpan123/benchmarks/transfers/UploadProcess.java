package io.github.camelpan123.benchmarks.transfers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A build of the component that uploads in a JVM of its own, see {@link UploadProbe}. */
final class UploadProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    /** @param classPath with the build in it */
    UploadProcess(String server, String classPath) throws IOException {
        process = Jvm.start("-Xmx256m", classPath, UploadProbe.class, server)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when the file has been uploaded. */
    void upload(Path file) throws IOException {
        in.println(file.toAbsolutePath());
        for (String line = out.readLine(); !"done".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("the upload failed");
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
