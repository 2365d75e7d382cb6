package io.github.camelpan123;

import io.github.camelpan123.api.DownloadBody;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.operation.Fact;
import io.github.camelpan123.operation.OperationResult;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.platform.TranscodeState;
import io.github.camelpan123.transcode.FinishedWork;
import io.github.camelpan123.transcode.LazyPlaylist;
import io.github.camelpan123.transcode.WatchedVideo;
import java.io.File;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/** The only place that writes into messages. */
final class MessageOutput {

    /** The property that tells headers of the component's own making from those that a route set on purpose. */
    static final String WRITTEN = "CamelPan123Written";

    private MessageOutput() {}

    static void write(OperationResult result, Exchange exchange) {
        Message message = exchange.getMessage();
        if (result.hasBody()) {
            message.setBody(result.body());
            // an answer without it must not show the one of an earlier upload
            message.removeHeader(Pan123Constants.DUPLICATE);
        }
        if (result.facts().containsKey(Fact.REUSE)) {
            // it was said of the content that has just been stored, not of the next one
            message.removeHeader(Pan123Constants.CONTENT_MD5);
        }
        Map<String, Object> written = new HashMap<>();
        result.facts().forEach((fact, value) -> written.put(header(fact), value));
        message.getHeaders().putAll(written);
        // what operations before this one wrote stays known as theirs
        Map<?, ?> before = exchange.getProperty(WRITTEN, Map.class);
        if (before != null) {
            before.forEach((name, value) -> written.putIfAbsent((String) name, value));
        }
        exchange.setProperty(WRITTEN, written);
        if (result.body() instanceof DownloadBody) {
            describeContent(result, message);
        }
        if (result.body() instanceof InputStream stream) {
            describeContent(result, message);
            closeWith(exchange, stream);
        }
        if (result.body() instanceof File saved) {
            describeContent(result, message);
            message.setHeader(Exchange.FILE_NAME_PRODUCED, saved.getPath());
        }
    }

    private static void describeContent(OperationResult result, Message message) {
        Object name = result.facts().get(Fact.FILE_NAME);
        if (name != null) {
            message.setHeader(Exchange.FILE_NAME, FileName.safe(name.toString()));
        }
        Object size = result.facts().get(Fact.SIZE);
        if (size != null) {
            message.setHeader(Exchange.FILE_LENGTH, size);
        }
    }

    private static void closeWith(Exchange exchange, InputStream stream) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(stream);
            }
        });
    }

    private static String header(Fact fact) {
        return switch (fact) {
            case FILE_ID -> Pan123Constants.FILE_ID;
            case SOURCE_FILE_ID -> Pan123Constants.SOURCE_FILE_ID;
            case PARENT_FILE_ID -> Pan123Constants.PARENT_FILE_ID;
            case PATH -> Pan123Constants.PATH;
            case FILE_NAME -> Pan123Constants.FILE_NAME;
            case SIZE -> Pan123Constants.SIZE;
            case ETAG -> Pan123Constants.ETAG;
            case REUSE -> Pan123Constants.REUSE;
            case DUPLICATE -> Pan123Constants.DUPLICATE;
            case RESOLUTION -> Pan123Constants.RESOLUTION;
            case RESOLUTIONS -> Pan123Constants.RESOLUTIONS;
            case SEGMENT_NAME -> Pan123Constants.SEGMENT_NAME;
            case ALREADY_GONE -> Pan123Constants.ALREADY_GONE;
        };
    }

    /** One finished resolution. */
    static void writeOne(Message message, FinishedWork work) {
        TranscodeResult result = work.results().get(0);
        writeIdentity(message, work.video());
        message.setHeader(Pan123Constants.RESOLUTION, result.resolution());
        message.setHeader(Pan123Constants.TRANSCODE_STATUS, result.status());
        message.setHeader(Pan123Constants.PLAY_URL, result.playUrl());
        message.setBody(result);
    }

    /** The playlist of a finished resolution, under a name that no other one has. */
    static void writePlaylist(Message message, FinishedWork work, LazyPlaylist playlist) {
        TranscodeResult result = work.results().get(0);
        String video = work.video().name().isEmpty()
                ? Long.toString(result.fileId())
                : work.video().name();
        message.setHeader(
                Exchange.FILE_NAME, FileName.safe(video) + "/" + FileName.safe(result.resolution()) + "/stream.m3u8");
        message.setBody(playlist);
    }

    /** All resolutions of a video. */
    static void writeVideo(Message message, FinishedWork work) {
        writeIdentity(message, work.video());
        message.setHeader(Pan123Constants.TRANSCODE_STATUS, firstFailure(work.results()));
        message.setBody(work.results());
    }

    /** The number of the first that failed or was given up; of any when none did. */
    private static int firstFailure(List<TranscodeResult> results) {
        return results.stream()
                .filter(result -> result.state() != TranscodeState.DONE)
                .findFirst()
                .orElse(results.get(0))
                .status();
    }

    private static void writeIdentity(Message message, WatchedVideo video) {
        message.setHeader(Pan123Constants.FILE_ID, video.fileId());
        if (video.sourceFileId() != 0) {
            message.setHeader(Pan123Constants.SOURCE_FILE_ID, video.sourceFileId());
        }
        if (!video.name().isEmpty()) {
            message.setHeader(Pan123Constants.FILE_NAME, video.name());
            message.setHeader(Exchange.FILE_NAME, FileName.safe(video.name()));
        }
    }

    /** A new file. */
    static void writeFile(Message message, DriveFile file, DrivePath folder) {
        FileEntry entry = file.entry();
        message.setHeader(Pan123Constants.FILE_ID, entry.fileId());
        message.setHeader(Pan123Constants.PARENT_FILE_ID, entry.parentFileId());
        message.setHeader(Pan123Constants.FILE_NAME, entry.name());
        message.setHeader(Pan123Constants.SIZE, entry.size());
        message.setHeader(Pan123Constants.ETAG, entry.etag());
        message.setHeader(Exchange.FILE_NAME, file.relativePath());
        message.setHeader(Exchange.FILE_LENGTH, entry.size());
        if (folder != null) {
            message.setHeader(
                    Pan123Constants.PATH,
                    folder.root() ? "/" + file.relativePath() : folder + "/" + file.relativePath());
        }
        message.setBody(file);
    }
}
