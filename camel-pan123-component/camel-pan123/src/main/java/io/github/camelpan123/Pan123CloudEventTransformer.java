package io.github.camelpan123;

import io.github.camelpan123.api.TranscodeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Describes a message of a consumer as a CloudEvent, in Camel's headers for CloudEvents. The body is neither read nor
 * changed. The ID of an event is the same when its file or transcode is delivered again, so that receivers can detect
 * duplicates.
 */
@DataTypeTransformer(
        name = "pan123:application-cloudevents",
        description = "Adds CloudEvent headers to the message of a new file or a finished transcode of 123pan")
public class Pan123CloudEventTransformer extends Transformer {

    /** The type of an event for a new file. */
    public static final String FILE_TYPE = "io.github.camelpan123.event.file";

    /** The type of an event for a finished transcode of one resolution, or of a video with all its resolutions. */
    public static final String TRANSCODE_TYPE = "io.github.camelpan123.event.transcode";

    /** Written here and not asked of Camel, so that the bundle imports no further package. */
    private static final String VERSION = "1.0";

    @Override
    public void transform(Message message, DataType from, DataType to) {
        boolean transcode = message.getHeader(Pan123Constants.TRANSCODE_STATUS) != null;
        Map<String, Object> headers = message.getHeaders();
        headers.putIfAbsent(CloudEvent.CAMEL_CLOUD_EVENT_ID, id(message, transcode));
        headers.putIfAbsent(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, VERSION);
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, transcode ? TRANSCODE_TYPE : FILE_TYPE);
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, transcode ? "pan123.transcode" : "pan123.drive");
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, subject(message));
        headers.put(
                CloudEvent.CAMEL_CLOUD_EVENT_TIME,
                Instant.ofEpochMilli(message.getExchange().getCreated()).toString());
        if (!transcode) {
            headers.putIfAbsent(
                    CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, CloudEvent.APPLICATION_OCTET_STREAM_MIME_TYPE);
        }
    }

    private static String id(Message message, boolean transcode) {
        Object fileId = message.getHeader(Pan123Constants.FILE_ID);
        if (fileId == null) {
            return message.getExchange().getExchangeId();
        }
        if (!transcode) {
            return fileId + "-" + message.getHeader(Pan123Constants.ETAG, "", String.class);
        }
        // a video that is transcoded again has the same resolution and another job
        if (message.getBody() instanceof TranscodeResult result) {
            return fileId + "-" + result.resolution() + "-" + result.jobId();
        }
        if (message.getBody() instanceof List<?> results) {
            return results.stream()
                    .filter(TranscodeResult.class::isInstance)
                    .map(result -> Long.toString(((TranscodeResult) result).jobId()))
                    .collect(Collectors.joining("-", fileId + "-", ""));
        }
        return fileId + "-" + message.getHeader(Pan123Constants.RESOLUTION, "", String.class);
    }

    private static String subject(Message message) {
        return List.of(Pan123Constants.PATH, Pan123Constants.FILE_NAME, Pan123Constants.FILE_ID).stream()
                .map(header -> message.getHeader(header, String.class))
                .filter(value -> value != null)
                .findFirst()
                .orElse("");
    }
}
