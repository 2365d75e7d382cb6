package io.github.camelpan123.benchmarks;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Sends the slices of a file to the simulator, which verifies the MD5 of each, and lets one thread compute the MD5 of the same bytes. */
final class SliceIntake implements AutoCloseable {
    private static final String PATH = "/upload/v2/file/slice";
    private static final String BOUNDARY = "----benchmark-3f2c9a";
    private static final int SLICE = 16 << 20;
    private static final int SLICES = 16;

    private static final byte[] CONTENT = content();
    private static final String MD5 = HexFormat.of().formatHex(md5().digest(CONTENT));
    private static final ByteBuffer DIRECT = PlainConnection.direct(CONTENT);

    private final Pan123Simulator simulator;
    private final PlainCalls api;
    private final int connections;
    private int files;

    SliceIntake(boolean keepContent, int connections) throws IOException {
        this.connections = connections;
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .keepContent(keepContent)
                .mergePolls(0)
                .start();
        api = new PlainCalls(simulator);
    }

    private static byte[] content() {
        byte[] content = new byte[SLICE];
        new Random(1).nextBytes(content);
        return content;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** MB per second of one thread that does nothing but MD5. */
    static double digest() throws IOException {
        double seconds = Threads.seconds(List.of(() -> {
            for (int i = 0; i < SLICES; i++) {
                MessageDigest digest = md5();
                digest.update(CONTENT);
                digest.digest();
            }
        }));
        return (double) SLICES * SLICE / 1e6 / seconds;
    }

    /** MB per second that the simulator takes in and verifies: a new file every time, all its slices. */
    double intake() throws IOException {
        // The announced MD5 is not the content's, so that the end of the upload, which is not measured, removes the
        // file again.
        String md5 = String.format("%032x", ++files);
        String id = PlainCalls.field(
                api.post(
                        "/upload/v2/file/create",
                        "{\"parentFileID\":0,\"filename\":\"" + files + "\",\"etag\":\"" + md5 + "\",\"size\":"
                                + (long) SLICES * SLICE + "}"),
                "preuploadID");
        long before = simulator.figures().uploadedBytes();
        List<Threads.Work> work = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int first = i + 1;
            work.add(() -> send(id, first));
        }
        double seconds = Threads.seconds(work);
        if (simulator.figures().uploadedBytes() - before != (long) SLICES * SLICE) {
            throw new IOException("not everything arrived");
        }
        api.post("/upload/v2/file/upload_complete", "{\"preuploadID\":\"" + id + "\"}");
        return (double) SLICES * SLICE / 1e6 / seconds;
    }

    private void send(String id, int first) throws IOException {
        ByteBuffer content = DIRECT.duplicate();
        byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        try (PlainConnection connection =
                new PlainConnection(simulator.sliceServerUrls().get(0))) {
            for (int number = first; number <= SLICES; number += connections) {
                ByteArrayOutputStream form = new ByteArrayOutputStream();
                part(form, "preuploadID", id);
                part(form, "sliceNo", Integer.toString(number));
                part(form, "sliceMD5", MD5);
                form.writeBytes(disposition("slice", "; filename=\"slice\""));
                byte[] head = PlainCalls.head(
                        "POST",
                        PATH,
                        api.authorization() + "Content-Type: multipart/form-data; boundary=" + BOUNDARY
                                + "\r\nContent-Length: " + (form.size() + CONTENT.length + end.length) + "\r\n");
                String answer = connection.call(
                        ByteBuffer.wrap(head), ByteBuffer.wrap(form.toByteArray()), content, ByteBuffer.wrap(end));
                if (!answer.startsWith("{\"code\":0,")) {
                    throw new IOException(answer);
                }
            }
        }
    }

    private static void part(ByteArrayOutputStream form, String name, String value) {
        form.writeBytes(disposition(name, ""));
        form.writeBytes((value + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] disposition(String name, String more) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + '"' + more + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
