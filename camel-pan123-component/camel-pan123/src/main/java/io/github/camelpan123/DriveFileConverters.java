package io.github.camelpan123;

import io.github.camelpan123.file.DriveFile;
import io.github.camelpan123.platform.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/** Reads the files that a consumer found, when somebody wants them. */
@Converter(generateLoader = true)
public final class DriveFileConverters {

    private DriveFileConverters() {}

    /** Closed with the exchange at the latest. */
    @Converter
    public static InputStream toInputStream(DriveFile file, Exchange exchange) {
        InputStream content = file.open();
        if (exchange != null) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    IOHelper.close(content);
                }
            });
        }
        return content;
    }

    @Converter
    public static byte[] toBytes(DriveFile file) throws IOException {
        try (InputStream content = file.open()) {
            return content.readAllBytes();
        }
    }

    @Converter
    public static String toText(DriveFile file, Exchange exchange) throws IOException {
        return new String(toBytes(file), Charset.forName(ExchangeHelper.getCharsetName(exchange)));
    }

    @Converter
    public static FileEntry toEntry(DriveFile file) {
        return file.entry();
    }
}
