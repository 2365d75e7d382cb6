package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.upload.Content;
import io.github.camelpan123.upload.UploadBodies;
import io.github.camelpan123.upload.UploadBody;
import io.github.camelpan123.upload.UploadOutcome;
import io.github.camelpan123.upload.UploadRequest;
import io.github.camelpan123.upload.Uploader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.WrappedFile;

/** Uploads the body to the drive. */
final class UploadOperation implements Operation {

    private final AccountLease account;
    private final Drive drive;
    private final Uploader uploader;

    UploadOperation(AccountLease account, Drive drive, Uploader uploader) {
        this.account = account;
        this.drive = drive;
        this.uploader = uploader;
    }

    @Override
    public CompletableFuture<OperationResult> execute(OperationRequest request) {
        DrivePath target = target(request);
        UploadBody body;
        try {
            body = UploadBodies.refusedWhenEmpty(request.camelFileLength(), body(request));
        } catch (IOException e) {
            return Futures.failed(e);
        }
        FolderSelector folder = FolderSelector.parent(request, target.parent());
        UploadRequest wanted = new UploadRequest(
                body,
                target.name(),
                announced(request, body),
                request.uploadOptions(),
                request.uploadProgress(),
                request::running);
        return uploader.upload(wanted, upload -> folder.in(drive, upload)).thenApply(outcome -> {
            if (request.body() instanceof DriveFile file) {
                // an instant upload does not read the source, but its content has been transferred
                account.reads().read(file.entry().fileId());
            }
            return result(outcome, target);
        });
    }

    private static OperationResult result(UploadOutcome outcome, DrivePath target) {
        String folder = FileName.safePath(String.join("/", target.parent().names()));
        return OperationResult.ofEntry(outcome.file().below(folder))
                .with(ResultHeader.REUSE, outcome.how() != UploadOutcome.How.SENT)
                .with(ResultHeader.SKIPPED, outcome.how() == UploadOutcome.How.SKIPPED);
    }

    private static UploadBody body(OperationRequest request) throws IOException {
        UploadBody body = UploadBodies.of(request.body(), request::charset);
        if (body != null) {
            return body;
        }
        InputStream converted = request.bodyAsStream();
        if (converted == null) {
            throw new IllegalArgumentException("The body cannot be uploaded: "
                    + (request.body() == null
                            ? "it is empty. Set a file, a Path, bytes, text or a stream as the body"
                            : request.body().getClass().getName() + " is neither a file nor bytes, text or a stream"));
        }
        return UploadBodies.of(converted, request::charset);
    }

    /**
     * Returns the expected content: from the header, or, if the body is a file of the drive, from its entry. Returns
     * null if MD5 or size are unknown.
     */
    private static Content announced(OperationRequest request, UploadBody body) {
        Optional<String> md5 = request.contentMd5();
        if (md5.isPresent()) {
            OptionalLong size = body.size().isPresent() ? body.size() : request.camelFileLength();
            return size.isPresent()
                    ? Content.announced("The header " + OperationRequest.CONTENT_MD5, md5.get(), size.getAsLong())
                    : null;
        }
        return request.body() instanceof DriveFile file && !file.entry().etag().isEmpty()
                ? Content.announced(
                        "The MD5 of the file", file.entry().etag(), file.entry().size())
                : null;
    }

    private static DrivePath target(OperationRequest request) {
        Optional<String> name = request.fileName();
        if (name.isPresent()) {
            String what = request.named(OverrideHeader.FILE_NAME);
            return required(what, DrivePath.parse(what, name.get()));
        }
        Optional<DrivePath> camelFileName = request.camelFileName();
        if (camelFileName.isPresent()) {
            return required("CamelFileName", camelFileName.get());
        }
        if (request.body() instanceof DriveFile file) {
            return required("the file's name", DrivePath.parse("the file's name", file.relativePath()));
        }
        if (request.body() instanceof Downloadable remote) {
            return required("the file's name", DrivePath.parse("the file's name", remote.name()));
        }
        Object body = request.body() instanceof WrappedFile<?> wrapped ? wrapped.getFile() : request.body();
        if (body instanceof File file) {
            return required("the file's name", DrivePath.parse("the file's name", file.getName()));
        }
        if (body instanceof Path path && path.getFileName() != null) {
            return required(
                    "the file's name",
                    DrivePath.parse("the file's name", path.getFileName().toString()));
        }
        throw new IllegalArgumentException("The upload has no name: set the header " + OverrideHeader.FILE_NAME.header()
                + " or CamelFileName, or the option fileName");
    }

    private static DrivePath required(String what, DrivePath path) {
        if (path.root()) {
            throw new IllegalArgumentException(what + " is empty; an upload needs a name");
        }
        return path;
    }
}
