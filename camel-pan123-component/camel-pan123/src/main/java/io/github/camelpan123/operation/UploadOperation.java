package io.github.camelpan123.operation;

import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.upload.UploadOutcome;
import io.github.camelpan123.upload.UploadSource;
import io.github.camelpan123.upload.UploadSources;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.WrappedFile;

/** Brings the body to the drive. */
final class UploadOperation implements Operation {

    @Override
    public CompletableFuture<OperationResult> execute(Input input, Workbench bench) {
        DrivePath target = target(input);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return upload(input, bench, target);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                bench.account().uploads());
    }

    private static OperationResult upload(Input input, Workbench bench, DrivePath target)
            throws IOException, InterruptedException {
        try (UploadSource source = source(input)) {
            UploadOutcome outcome = FolderChoice.parent(input, target.parent())
                    .awaitIn(bench.drive(), parent -> bench.uploader()
                            .upload(source, parent, target.name(), input.uploadOptions(), input.uploadProgress()));
            OperationResult result =
                    OperationResult.ofEntry(outcome.file()).with(Fact.REUSE, outcome.how() != UploadOutcome.How.SENT);
            if (outcome.how() == UploadOutcome.How.SKIPPED) {
                result.with(Fact.DUPLICATE, Duplicate.skipIfSame.name());
            }
            return result;
        }
    }

    private static UploadSource source(Input input) throws IOException {
        UploadSource source = UploadSources.of(input.body());
        if (source != null) {
            return source;
        }
        InputStream converted = input.bodyAsStream();
        if (converted == null) {
            throw new IllegalArgumentException("The body cannot be uploaded: "
                    + (input.body() == null
                            ? "it is empty"
                            : input.body().getClass().getName() + " is neither a file nor bytes, text or a stream"));
        }
        try (converted) {
            return UploadSources.of(converted);
        }
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
