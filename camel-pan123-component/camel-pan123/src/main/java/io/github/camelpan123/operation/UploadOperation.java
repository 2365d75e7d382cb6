package io.github.camelpan123.operation;

import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.upload.Content;
import io.github.camelpan123.upload.RefusedWhenEmpty;
import io.github.camelpan123.upload.UploadBody;
import io.github.camelpan123.upload.UploadOutcome;
import io.github.camelpan123.upload.UploadRequest;
import io.github.camelpan123.upload.UploadSources;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.WrappedFile;

/** Brings the body to the drive. */
final class UploadOperation implements Operation {

    @Override
    public CompletableFuture<OperationResult> execute(Input input, Workbench bench) {
        DrivePath target = target(input);
        UploadBody body;
        try {
            body = RefusedWhenEmpty.unless(input.camelFileLength(), body(input));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        FolderChoice folder = FolderChoice.parent(input, target.parent());
        UploadRequest request = new UploadRequest(
                body,
                target.name(),
                announced(input, body),
                input.uploadOptions(),
                input.uploadProgress(),
                input::running);
        return bench.uploader()
                .upload(request, upload -> folder.in(bench.drive(), upload))
                .thenApply(UploadOperation::result);
    }

    private static OperationResult result(UploadOutcome outcome) {
        OperationResult result =
                OperationResult.ofEntry(outcome.file()).with(Fact.REUSE, outcome.how() != UploadOutcome.How.SENT);
        if (outcome.how() == UploadOutcome.How.SKIPPED) {
            result.with(Fact.DUPLICATE, Duplicate.skipIfSame.name());
        }
        return result;
    }

    private static UploadBody body(Input input) throws IOException {
        UploadBody body = UploadSources.of(input.body(), input::charset);
        if (body != null) {
            return body;
        }
        InputStream converted = input.bodyAsStream();
        if (converted == null) {
            throw new IllegalArgumentException("The body cannot be uploaded: "
                    + (input.body() == null
                            ? "it is empty"
                            : input.body().getClass().getName() + " is neither a file nor bytes, text or a stream"));
        }
        return UploadSources.of(converted, input::charset);
    }

    /**
     * What the content is said to be by whoever sends it, or, as long as the body is a file of the drive, by the
     * platform; null when nobody says enough.
     */
    private static Content announced(Input input, UploadBody body) {
        if (input.contentMd5().isPresent()) {
            OptionalLong size = body.size().isPresent() ? body.size() : input.camelFileLength();
            return size.isPresent()
                    ? Content.announced(
                            "The header CamelPan123ContentMd5",
                            input.contentMd5().get(),
                            size.getAsLong())
                    : null;
        }
        return input.body() instanceof DriveFile file && !file.entry().etag().isEmpty()
                ? Content.announced(
                        "The MD5 of the file", file.entry().etag(), file.entry().size())
                : null;
    }

    private static DrivePath target(Input input) {
        if (input.fileName().isPresent()) {
            return required(
                    "fileName", DrivePath.parse("fileName", input.fileName().get()));
        }
        if (input.camelFileName().isPresent()) {
            return required(
                    "CamelFileName",
                    DrivePath.parse("CamelFileName", input.camelFileName().get()));
        }
        if (input.body() instanceof Downloadable remote) {
            return required("the file's name", DrivePath.parse("the file's name", remote.name()));
        }
        Object body = input.body() instanceof WrappedFile<?> wrapped ? wrapped.getFile() : input.body();
        if (body instanceof File file) {
            return required("the file's name", DrivePath.parse("the file's name", file.getName()));
        }
        if (body instanceof Path path && path.getFileName() != null) {
            return required(
                    "the file's name",
                    DrivePath.parse("the file's name", path.getFileName().toString()));
        }
        throw new IllegalArgumentException(
                "The upload has no name: set the header CamelPan123FileName or CamelFileName, or the option fileName");
    }

    private static DrivePath required(String what, DrivePath path) {
        if (path.root()) {
            throw new IllegalArgumentException(what + " is empty; an upload needs a name");
        }
        return path;
    }
}
