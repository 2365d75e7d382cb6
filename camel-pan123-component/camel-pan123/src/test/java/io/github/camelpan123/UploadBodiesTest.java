package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.md5;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.api.SpoolFullException;
import io.github.camelpan123.fixtures.RemoteFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every body that a Camel user may have, and what headers say about it. */
class UploadBodiesTest {

    private static final int SIZE = 600_000;
    private static final byte[] CONTENT = content(SIZE);

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Exchange upload(Object body, Map<String, ?> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.putIfAbsent(Pan123Constants.OVERRIDE_FILE_NAME, "a.bin");
        return succeed(begin(platform.context, "pan123:upload?uploadMode=sliced", body, all));
    }

    private void requireUploaded(Exchange exchange) {
        assertThat(exchange.getMessage().getBody(FileEntry.class).etag()).isEqualTo(md5(CONTENT));
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(CONTENT);
    }

    /** Gives away a byte at most a thousand at a time, and knows nothing about its length. */
    private static InputStream plain(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] target, int offset, int length) throws java.io.IOException {
                return super.read(target, offset, Math.min(length, 1000));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static InputStream untouchable() {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nobody was to read this");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "UTF-16LE"})
    void textBecomesBytesInTheCharsetThatTheMessageNames(String charset) throws Exception {
        String text = "世界, grüße".repeat(50_000);
        upload(text, Map.of(Exchange.CHARSET_NAME, charset));
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(text.getBytes(charset));
    }

    @Test
    void textWithoutACharsetIsUtf8AndACharsetThatThereIsNotIsNamed() throws Exception {
        upload("世界", Map.of());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo("世界".getBytes(StandardCharsets.UTF_8));
        long before = platform.simulator.figures().totalCalls();
        Map<String, Object> wrong =
                Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "b.bin", Exchange.CHARSET_NAME, "KLINGON");
        assertThat(fail(begin(platform.context, "pan123:upload", "x", wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelCharsetName=KLINGON");
        assertThat(platform.simulator.figures().totalCalls()).isEqualTo(before);
    }

    @Test
    void aReaderIsTextToo() throws Exception {
        upload(new StringReader("世界"), Map.of(Exchange.CHARSET_NAME, "UTF-8"));
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo("世界".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStreamOfUnknownLength() {
        requireUploaded(upload(plain(CONTENT), Map.of()));
    }

    @Test
    void aStreamIsClosedOnceItWasRead() {
        AtomicBoolean closed = new AtomicBoolean();
        requireUploaded(upload(
                new FilterInputStream(new ByteArrayInputStream(CONTENT)) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                },
                Map.of()));
        assertThat(closed).isTrue();
    }

    @Test
    void aStreamWhoseLengthHeaderIsOfSomethingElse() {
        requireUploaded(upload(plain(CONTENT), Map.of(Exchange.FILE_LENGTH, 17)));
    }

    @Test
    void aRemoteFile() {
        requireUploaded(upload(new RemoteFile(plain(CONTENT), SIZE), Map.of()));
    }

    @Test
    void aRemoteFileThatWasLoaded() {
        requireUploaded(upload(new RemoteFile(CONTENT, SIZE), Map.of()));
    }

    /** As FTP consumers hold it that do not stream; there is nothing to write to disk. */
    @Test
    void aRemoteFileThatWasLoadedAsItCame() {
        ByteArrayOutputStream loaded = new ByteArrayOutputStream();
        loaded.writeBytes(CONTENT);
        requireUploaded(succeed(
                begin(platform.context, "pan123:upload?maxSpoolSize=1", new RemoteFile(loaded, SIZE), "a.bin")));
    }

    @Test
    void aRemoteFileOfWhichNobodyKnowsTheLength() {
        requireUploaded(upload(new RemoteFile(plain(CONTENT), 0), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {SIZE - 1, SIZE + 1})
    void aRemoteFileThatComesShorterOrLongerIsRefused(long length) {
        assertThat(fail(begin(platform.context, "pan123:upload", new RemoteFile(plain(CONTENT), length), "a.bin")))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining(Long.toString(length));
        assertThat(platform.simulator.drive().count()).isZero();
    }

    @Test
    void aRemoteFileThatIsLongerThanAllowedIsNotEvenRead() {
        assertThat(fail(begin(
                        platform.context,
                        "pan123:upload?maxSpoolSize=1000",
                        new RemoteFile(untouchable(), 1001),
                        "a.bin")))
                .isInstanceOf(SpoolFullException.class);
    }

    @Test
    void aRemoteFileThatIsLongerThanAllowedCanBeStoredElsewhere() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(SpoolFullException.class)
                        .handled(true)
                        .setBody(failed ->
                                failed.getMessage().getBody(RemoteFile.class).getBody())
                        .to("file:" + folder + "?fileName=spilled");
                from("direct:spill").noStreamCaching().to("pan123:upload?fileName=a.bin&maxSpoolSize=1000");
            }
        });
        InputStream remote = new BufferedInputStream(new ByteArrayInputStream(CONTENT));
        assertThat(platform.template
                        .send("direct:spill", sent -> sent.getMessage().setBody(new RemoteFile(remote, SIZE)))
                        .getException())
                .isNull();
        assertThat(folder.resolve("spilled")).hasBinaryContent(CONTENT);
    }

    @Test
    void aStreamCacheInMemoryCanStillBeReadAfterwards() throws Exception {
        ByteArrayInputStreamCache cache = new ByteArrayInputStreamCache(new ByteArrayInputStream(CONTENT));
        cache.readNBytes(10);
        requireUploaded(upload(cache, Map.of()));
        assertThat(cache.readAllBytes()).isEqualTo(CONTENT);
    }

    @Test
    void aStreamCacheOnDisk() throws Exception {
        Path file = Files.write(folder.resolve("cache"), CONTENT);
        FileInputStreamCache cache = new FileInputStreamCache(file.toFile());
        requireUploaded(upload(cache, Map.of()));
        cache.close();
    }

    @Test
    void aBufferOutsideOfTheHeapAndOneThatHoldsMore() throws Exception {
        Path file = Files.write(folder.resolve("mapped"), CONTENT);
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE);
            requireUploaded(upload(mapped, Map.of()));
            assertThat(mapped.remaining()).isEqualTo(SIZE);
        }
        ByteBuffer part = ByteBuffer.wrap(CONTENT).position(100).limit(200);
        Exchange done = upload(part, Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "part"));
        assertThat(done.getMessage().getBody(FileEntry.class).size()).isEqualTo(100);
        assertThat(platform.simulator.drive().content("/part"))
                .isEqualTo(java.util.Arrays.copyOfRange(CONTENT, 100, 200));
    }

    @Test
    void anEmptyContent() {
        Exchange done = succeed(begin(platform.context, "pan123:upload", new byte[0], "empty"));
        assertThat(done.getMessage().getBody(FileEntry.class).size()).isZero();
        Exchange stream = succeed(begin(
                platform.context,
                "pan123:upload",
                InputStream.nullInputStream(),
                Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "empty2", Exchange.FILE_LENGTH, 0L)));
        assertThat(stream.getMessage().getBody(FileEntry.class).size()).isZero();
    }

    @Test
    void anEndlessStreamEndsAtTheBoundWithATypedError() {
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(CONTENT), new InputStream() {
            @Override
            public int read() {
                return 7;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        });
        assertThat(fail(begin(platform.context, "pan123:upload?maxSpoolSize=20000000", endless, "a.bin")))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("maxSpoolSize");
        assertThat(platform.simulator.figures().calls(CREATE)).isZero();
        assertThat(platform.simulator.drive().count()).isZero();
    }

    @Test
    void aKnownContentIsNotReadWhenItsMd5IsNamed() {
        upload(CONTENT, Map.of());
        Exchange second = upload(
                untouchable(),
                Map.of(
                        Pan123Constants.OVERRIDE_FILE_NAME,
                        "b.bin",
                        Pan123Constants.CONTENT_MD5,
                        md5(CONTENT).toUpperCase(java.util.Locale.ROOT),
                        Exchange.FILE_LENGTH,
                        SIZE));
        assertThat(second.getMessage().getHeader(Pan123Constants.REUSE)).isEqualTo(true);
        assertThat(platform.simulator.drive().content("/b.bin")).isEqualTo(CONTENT);
        assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(SIZE);
    }

    @Test
    void aStreamThatNeedNotBeReadIsClosedAfterASuccessOnly() {
        upload(CONTENT, Map.of());
        AtomicBoolean closed = new AtomicBoolean();
        InputStream unread = new FilterInputStream(untouchable()) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        Map<String, Object> headers = Map.of(
                Pan123Constants.OVERRIDE_FILE_NAME,
                "b.bin",
                Pan123Constants.CONTENT_MD5,
                md5(CONTENT),
                Exchange.FILE_LENGTH,
                SIZE);
        fail(begin(platform.context, "pan123:upload?parentPath=/missing&createDirectories=false", unread, headers));
        // somebody may send it again, or keep it elsewhere
        assertThat(closed).isFalse();
        succeed(begin(platform.context, "pan123:upload", unread, headers));
        assertThat(closed).isTrue();
    }

    @Test
    void theSessionOpenedForANamedMd5TakesTheSlices() {
        requireUploaded(upload(CONTENT, Map.of(Pan123Constants.CONTENT_MD5, md5(CONTENT))));
        assertThat(platform.calls(CREATE)).isOne();
    }

    @Test
    void aNamedMd5IsNotTrustedForWhatIsSent() {
        requireUploaded(upload(CONTENT, Map.of(Pan123Constants.CONTENT_MD5, md5(content(3)))));
        assertThat(platform.calls(CREATE)).isEqualTo(2);
        assertThat(platform.calls(SLICES)).isEqualTo(3);
    }

    @Test
    void theSameFileIsSkippedByItsNamedMd5WithoutReading() {
        upload(CONTENT, Map.of());
        Exchange again = succeed(begin(
                platform.context,
                "pan123:upload?duplicate=skipIfSame",
                new RemoteFile(untouchable(), SIZE),
                Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "a.bin", Pan123Constants.CONTENT_MD5, md5(CONTENT))));
        assertThat(again.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(true);
        assertThat(platform.calls(CREATE)).isOne();
    }

    @Test
    void whatIsNoMd5IsRefusedBeforeAnyCall() {
        assertThat(fail(begin(
                        platform.context,
                        "pan123:upload",
                        CONTENT,
                        Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "a.bin", Pan123Constants.CONTENT_MD5, "nonsense"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelPan123ContentMd5=nonsense");
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void theMd5ThatAnEarlierOperationLeftBehindIsNotTakenForThatOfTheNextBody() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("pan123:upload?uploadMode=sliced&fileName=one.bin")
                        .to("pan123:createDirectory?path=/folder")
                        .setBody(constant("x".repeat(SIZE)))
                        .to("pan123:upload?uploadMode=sliced&fileName=two.bin");
            }
        });
        platform.template.sendBody("direct:two", CONTENT);
        assertThat(platform.simulator.drive().content("/two.bin")).startsWith((byte) 'x');
        assertThat(platform.calls(CREATE)).isEqualTo(2);
    }
}
