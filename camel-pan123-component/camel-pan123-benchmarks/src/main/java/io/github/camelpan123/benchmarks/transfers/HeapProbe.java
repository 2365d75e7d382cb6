package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.benchmarks.Threads;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.camel.Endpoint;

/** Uploads by a route in a JVM with a small heap; ends with 0 when that works. */
public final class HeapProbe {

    private HeapProbe() {}

    /**
     * Uploads.
     *
     * @param args the server, then {@code files} and paths to upload at once, or {@code stream} and a number of bytes, or
     *     {@code endless} and the number of bytes to keep at most
     * @throws Exception if an upload failed
     */
    public static void main(String[] args) throws Exception {
        try (Component component = new Component(args[0])) {
            Endpoint upload = component.routeTo(component.endpoint("pan123:upload?uploadMode=sliced"));
            switch (args[1]) {
                case "files" -> {
                    List<Threads.Work> work = new ArrayList<>();
                    for (int i = 2; i < args.length; i++) {
                        Path file = Path.of(args[i]);
                        work.add(() -> component.upload(
                                upload, file.toFile(), file.getFileName().toString()));
                    }
                    Threads.run(work);
                }
                case "stream" -> component.upload(upload, stream(Long.parseLong(args[2])), "stream");
                case "endless" -> endless(component, args[2]);
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
        System.out.printf("%d MB of heap at most%n", Runtime.getRuntime().maxMemory() >> 20);
        System.exit(0);
    }

    private static void endless(Component component, String most) throws Exception {
        Endpoint upload = component.routeTo(component.endpoint("pan123:upload?uploadMode=sliced&maxSpoolSize=" + most));
        try {
            component.upload(upload, stream(Long.MAX_VALUE), "endless");
        } catch (IOException e) {
            Throwable cause = e.getCause();
            if (String.valueOf(cause.getMessage()).contains("maxSpoolSize")) {
                System.out.println(cause.getClass().getSimpleName());
                return;
            }
            throw e;
        }
        throw new IllegalStateException("an endless stream ended");
    }

    /** Bytes of which nobody knows how many will come. */
    private static InputStream stream(long length) {
        byte[] block = new byte[1 << 20];
        new Random(3).nextBytes(block);
        return new FilterInputStream(InputStream.nullInputStream()) {
            private long left = length;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int most) {
                if (left == 0) {
                    return -1;
                }
                int read = (int) Math.min(Math.min(most, block.length), left);
                System.arraycopy(block, 0, target, offset, read);
                left -= read;
                return read;
            }
        };
    }
}
