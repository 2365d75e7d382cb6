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

/** Reads content of the platform when a route converts it, each time from its beginning. */
@Converter(generateLoader = true)
public final class DownloadConverters {

    private DownloadConverters() {}

    /** Closed with the exchange at the latest, if it was read from by then. */
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

    /** Closed as the stream is. */
    @Converter
    public static Reader toReader(Downloadable content, Exchange exchange) {
        return new InputStreamReader(toInputStream(content, exchange), charset(exchange));
    }

    @Converter
    public static byte[] toBytes(Downloadable content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    @Converter
    public static ByteBuffer toByteBuffer(Downloadable content) throws IOException {
        return ByteBuffer.wrap(toBytes(content));
    }

    /** What is sent to another process is the content. */
    @Converter
    public static Serializable toSerializable(Downloadable content) throws IOException {
        return toBytes(content);
    }

    /** A placeholder where Camel only shows the body to somebody. */
    @Converter
    public static String toText(Downloadable content, Exchange exchange) throws IOException {
        return BodyDisplay.asked()
                ? "[Body is file based: " + content + "]"
                : new String(toBytes(content), charset(exchange));
    }

    private static Charset charset(Exchange exchange) {
        return Charset.forName(ExchangeHelper.getCharsetName(exchange));
    }

    @Converter
    public static FileEntry toEntry(DriveFile file) {
        return file.entry();
    }

    /** Whatever else a stream can be converted to, such as a document. */
    @Converter(fallback = true)
    public static Object convertTo(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
        // a cache would be made of the content by whoever browses messages, and take the place of the body
        if (!(value instanceof Downloadable content) || type == StreamCache.class) {
            return null;
        }
        TypeConverter ofStream = registry.lookup(type, InputStream.class);
        // what any object can be converted to would be made of the stream instead of the file
        return ofStream == null || ofStream == registry.lookup(type, Object.class)
                ? null
                : ofStream.convertTo(type, exchange, toInputStream(content, exchange));
    }
}
