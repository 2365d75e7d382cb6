package io.github.camelpan123.operation;

import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.OfflineCalls;
import io.github.camelpan123.platform.OfflineProgress;
import io.github.camelpan123.platform.OfflineSource;
import java.net.URI;
import java.net.URL;
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
        long task = task(input.body());
        return bench.account().call(OfflineCalls.progress(task)).thenApply(OperationResult::of);
    }

    private static long task(Object body) {
        if (body instanceof OfflineProgress progress) {
            return progress.taskId();
        }
        boolean number = body instanceof Long
                || body instanceof Integer
                || body instanceof String text && text.strip().matches("-?\\d{1,18}");
        long task = number ? Long.parseLong(body.toString().strip()) : 0;
        if (task <= 0) {
            throw new IllegalArgumentException("No task is named: the body is "
                    + (number
                            ? body
                            : body == null ? "empty" : "a " + body.getClass().getName())
                    + "; send the number that offlineDownload answered, which is greater than 0");
        }
        return task;
    }
}
