package io.github.camelpan123;

import io.github.camelpan123.api.DownloadBody;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeState;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.operation.OperationResult;
import io.github.camelpan123.operation.ResultHeader;
import io.github.camelpan123.transcode.FinishedWork;
import io.github.camelpan123.transcode.LazyPlaylist;
import io.github.camelpan123.transcode.TranscodeVideo;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/** Writes results and failures to messages. No other class does. */
final class MessageOutput {

    private MessageOutput() {}

    /**
     * Writes the result of an operation to the message.
     *
     * @param read the headers that apply to this operation only, which are removed
     */
    static void write(OperationResult result, Set<String> read, Exchange exchange) {
        Message message = exchange.getMessage();
        read.forEach(message::removeHeader);
        for (ResultHeader header : ResultHeader.values()) {
            message.removeHeader(header.header());
        }
        result.headers().forEach((header, value) -> message.setHeader(header.header(), value));
        if (result.hasBody()) {
            message.setBody(result.body());
        }
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

    /** Writes a failure to the exchange. Body and other headers are kept, so that a redelivery can repeat the step. */
    static void writeFailure(Throwable failure, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(Pan123Constants.ERROR_CODE);
        message.removeHeader(Pan123Constants.TRACE_ID);
        if (failure instanceof Pan123Exception refusal && refusal.getCode() != 0) {
            message.setHeader(Pan123Constants.ERROR_CODE, refusal.getCode());
        }
        if (failure instanceof Pan123Exception refusal && !refusal.getTraceId().isEmpty()) {
            message.setHeader(Pan123Constants.TRACE_ID, refusal.getTraceId());
        }
        exchange.setException(failure);
    }

    /** Sets or removes the name and length headers, so that those of an earlier content do not remain. */
    private static void describeContent(OperationResult result, Message message) {
        result.contentName()
                .ifPresentOrElse(
                        name -> message.setHeader(Exchange.FILE_NAME, name),
                        () -> message.removeHeader(Exchange.FILE_NAME));
        Object size = result.headers().get(ResultHeader.SIZE);
        if (size == null) {
            message.removeHeader(Exchange.FILE_LENGTH);
        } else {
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

    /** Writes one finished resolution. */
    static void writeOne(Message message, FinishedWork work) {
        TranscodeResult result = work.results().get(0);
        writeIdentity(message, work.video());
        message.setHeader(Pan123Constants.RESOLUTION, result.resolution());
        message.setHeader(Pan123Constants.TRANSCODE_STATUS, result.status());
        message.setHeader(Pan123Constants.PLAY_URL, result.playUrl());
        message.setBody(result);
    }

    /** Writes the playlist of a finished resolution, with a unique file name. */
    static void writePlaylist(Message message, FinishedWork work, LazyPlaylist playlist) {
        TranscodeResult result = work.results().get(0);
        String video = work.video().name().isEmpty()
                ? Long.toString(result.fileId())
                : work.video().name();
        message.setHeader(
                Exchange.FILE_NAME, FileName.safe(video) + "/" + FileName.safe(result.resolution()) + "/stream.m3u8");
        message.setBody(playlist);
    }

    /** Writes all resolutions of a video. */
    static void writeVideo(Message message, FinishedWork work) {
        writeIdentity(message, work.video());
        message.setHeader(Pan123Constants.TRANSCODE_STATUS, firstFailure(work.results()));
        message.setBody(work.results());
    }

    /** Returns the status of the first resolution that failed or was given up, or of the first one if none did. */
    private static int firstFailure(List<TranscodeResult> results) {
        return results.stream()
                .filter(result -> result.state() != TranscodeState.DONE)
                .findFirst()
                .orElse(results.get(0))
                .status();
    }

    private static void writeIdentity(Message message, TranscodeVideo video) {
        message.setHeader(Pan123Constants.FILE_ID, video.fileId());
        if (video.sourceFileId() != 0) {
            message.setHeader(Pan123Constants.SOURCE_FILE_ID, video.sourceFileId());
        }
        if (!video.name().isEmpty()) {
            message.setHeader(Pan123Constants.FILE_NAME, video.name());
            message.setHeader(Exchange.FILE_NAME, FileName.safe(video.name()));
        }
    }

    /** Writes a new file. */
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
