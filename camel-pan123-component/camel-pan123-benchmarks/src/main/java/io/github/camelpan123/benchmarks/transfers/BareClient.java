package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.benchmarks.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** The HTTP client that the component has below it, asked directly for the same requests. It hashes and checks nothing. */
final class BareClient implements AutoCloseable {

    private static final int SLICE = 16 << 20;
    private static final int BUFFER = 64 * 1024;
    private static final Pattern FILE_ID = Pattern.compile("\"fileID\":(\\d+)");

    private final String url;
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(64)
                    .setMaxConnPerRoute(64)
                    .build())
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .build();

    BareClient(String url) {
        this.url = url;
    }

    /** Sends a file in requests of a slice each. */
    void sendSlices(Path file, long size, int connections) throws IOException {
        AtomicLong next = new AtomicLong();
        List<Threads.Work> work = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            work.add(() -> {
                for (long from = next.getAndAdd(SLICE); from < size; from = next.getAndAdd(SLICE)) {
                    HttpPost request = new HttpPost(url + Api.UPLOAD_SLICE.path());
                    request.setEntity(new Region(file, from, Math.min(SLICE, size - from)));
                    post(request);
                }
            });
        }
        Threads.run(work);
    }

    private String post(HttpPost request) throws IOException {
        request.setHeader("Platform", "open_platform");
        request.setHeader("Authorization", "Bearer t");
        return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }

    /** Reads a file to its end. */
    long download(long size, byte[] buffer) throws IOException {
        return download(size, buffer, read -> {});
    }

    /** Reads a file to its end and computes its MD5. */
    String digest(long size, byte[] buffer) throws IOException {
        MessageDigest digest = PlainClient.md5();
        download(size, buffer, read -> digest.update(buffer, 0, read));
        return PlainClient.hex(digest.digest());
    }

    private long download(long size, byte[] buffer, IntConsumer each) throws IOException {
        return client.execute(new HttpGet(url + "/content/" + size), response -> {
            try (InputStream in = response.getEntity().getContent()) {
                long all = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    all += read;
                    each.accept(read);
                }
                return all;
            }
        });
    }

    /**
     * Sends small files, and asks for the details of files as often as the component did for as many.
     *
     * @param infos how many such requests, spread evenly
     */
    void sendSmall(List<byte[]> files, long infos, int connections) throws IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicLong asked = new AtomicLong();
        List<Threads.Work> work = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            work.add(() -> {
                List<String> ids = new ArrayList<>();
                for (int file = next.getAndIncrement(); file < files.size(); file = next.getAndIncrement()) {
                    ids.add(single(files.get(file), "small" + file));
                    long due = (file + 1) * infos / files.size();
                    if (asked.get() < due && asked.getAndIncrement() < due) {
                        infos(ids);
                        ids.clear();
                    }
                }
            });
        }
        Threads.run(work);
    }

    private String single(byte[] content, String name) throws IOException {
        HttpPost request = new HttpPost(url + Api.UPLOAD_SINGLE.path());
        request.setEntity(MultipartEntityBuilder.create()
                .addTextBody("parentFileID", "0")
                .addTextBody("filename", name)
                .addTextBody("etag", DropDesk.MD5)
                .addTextBody("size", Integer.toString(content.length))
                .addBinaryBody("file", content, ContentType.APPLICATION_OCTET_STREAM, "file")
                .build());
        Matcher id = FILE_ID.matcher(post(request));
        if (!id.find()) {
            throw new IOException("no file");
        }
        return id.group(1);
    }

    private void infos(List<String> ids) throws IOException {
        HttpPost request = new HttpPost(url + Api.FILE_INFOS.path());
        request.setEntity(
                new StringEntity("{\"fileIds\":[" + String.join(",", ids) + "]}", ContentType.APPLICATION_JSON));
        post(request);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** A region of a file as it lies on disk, through one buffer. */
    private static final class Region extends AbstractHttpEntity {
        private final Path file;
        private final long from;
        private final long length;

        Region(Path file, long from, long length) {
            super(ContentType.APPLICATION_OCTET_STREAM, null);
            this.file = file;
            this.from = from;
            this.length = length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER];
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                for (long done = 0; done < length; ) {
                    int most = (int) Math.min(BUFFER, length - done);
                    int read = channel.read(ByteBuffer.wrap(buffer, 0, most), from + done);
                    out.write(buffer, 0, read);
                    done += read;
                }
            }
        }

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public InputStream getContent() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // each writing has a channel of its own
        }
    }
}
