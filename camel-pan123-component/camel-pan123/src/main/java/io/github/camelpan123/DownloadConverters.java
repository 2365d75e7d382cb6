package io.github.camelpan123;

import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/** Reads content of the platform when a route converts it. Each conversion reads the content from its beginning. */
@Converter(generateLoader = true)
public final class DownloadConverters {

    private DownloadConverters() {}

    /** Returns a stream of the content. The stream is closed with the exchange at the latest. */
    @Converter
    public static InputStream toInputStream(Downloadable content, Exchange exchange) {
        InputStream in = content.open();
        if (exchange != null) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    IOHelper.close(in);
                }
            });
        }
        return in;
    }

    /** Returns a reader of the content. The reader is closed with the exchange at the latest. */
    @Converter
    public static Reader toReader(Downloadable content, Exchange exchange) {
        return new InputStreamReader(toInputStream(content, exchange), charset(exchange));
    }

    /** Returns the content as bytes. */
    @Converter
    public static byte[] toBytes(Downloadable content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    /** Returns the content as a buffer. */
    @Converter
    public static ByteBuffer toByteBuffer(Downloadable content) throws IOException {
        return ByteBuffer.wrap(toBytes(content));
    }

    /** Returns the content, for transports that serialize the body. */
    @Converter
    public static Serializable toSerializable(Downloadable content) throws IOException {
        return toBytes(content);
    }

    /** Returns the content as text, or a placeholder if Camel only displays the body. */
    @Converter
    public static String toText(Downloadable content, Exchange exchange) throws IOException {
        return BodyDisplay.asked()
                ? "[Body is file based: " + content + "]"
                : new String(toBytes(content), charset(exchange));
    }

    private static Charset charset(Exchange exchange) {
        return Charset.forName(ExchangeHelper.getCharsetName(exchange));
    }

    /** Returns the entry of a file. */
    @Converter
    public static FileEntry toEntry(DriveFile file) {
        return file.entry();
    }

    /** Converts the content to any type that a stream can be converted to, such as a document. */
    @Converter(fallback = true)
    public static Object convertTo(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        // a message browser that asks for a cache would read the content, and the cache would replace the body
        if (!(value instanceof Downloadable content) || type == StreamCache.class) {
            return null;
        }
        TypeConverter ofStream = registry.lookup(type, InputStream.class);
        // a converter that accepts any object would convert the stream instead of the file
        return ofStream == null || ofStream == registry.lookup(type, Object.class)
                ? null
                : ofStream.convertTo(type, exchange, toInputStream(content, exchange));
    }
}
