package io.github.camelpan123.operation;

import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.OfflineCalls;
import io.github.camelpan123.platform.OfflineProgress;
import io.github.camelpan123.platform.OfflineSource;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations that let the platform download something itself. */
final class OfflineOperations {

    private OfflineOperations() {}

    static CompletableFuture<OperationResult> download(Input input, Workbench bench) {
        OfflineSource source = new OfflineSource(
                address(input),
                input.fileName().orElse(""),
                OfflineSource.USUAL_FOLDER,
                input.callbackUrl().orElse(""));
        CompletableFuture<Long> task =
                input.parentFileId().isPresent() || input.parentPath().isPresent()
                        ? FolderChoice.parent(input, DrivePath.ROOT).in(bench.drive(), folder -> bench.account()
                                .call(OfflineCalls.download(source.into(folder))))
                        : bench.account().call(OfflineCalls.download(source));
        return task.thenApply(OperationResult::of);
    }

    private static String address(Input input) {
        Object body = input.body();
        if (body instanceof URI || body instanceof URL || body instanceof String text && !text.isBlank()) {
            return body.toString().strip();
        }
        return input.sourceUrl()
                .orElseThrow(() -> new IllegalArgumentException("Nothing to download is named: send its http or https"
                        + " address as body, or set the option sourceUrl"));
    }

    static CompletableFuture<OperationResult> status(Input input, Workbench bench) {
        long task = task(input.body())
                .orElseThrow(() -> new IllegalArgumentException(
                        "No task is named: send the number that offlineDownload answered as body"));
        return bench.account().call(OfflineCalls.progress(task)).thenApply(OperationResult::of);
    }

    private static Optional<Long> task(Object body) {
        if (body instanceof OfflineProgress progress) {
            return Optional.of(progress.taskId());
        }
        if (body instanceof Long || body instanceof Integer) {
            return Optional.of(((Number) body).longValue());
        }
        if (body instanceof String text && text.strip().matches("\\d{1,18}")) {
            return Optional.of(Long.parseLong(text.strip()));
        }
        return Optional.empty();
    }
}
