package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.OfflineCalls;
import io.github.camelpan123.api.OfflineProgress;
import io.github.camelpan123.api.OfflineSource;
import io.github.camelpan123.api.OfflineTask;
import io.github.camelpan123.drive.Drive;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations for downloads that the platform executes itself. */
final class OfflineOperations {

    private final AccountLease account;
    private final Drive drive;

    OfflineOperations(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
    }

    CompletableFuture<OperationResult> download(OperationRequest request) {
        OfflineSource source = new OfflineSource(
                address(request),
                request.fileName()
                        .map(name -> FileName.require(request.named(OverrideHeader.FILE_NAME), name))
                        .orElse(""),
                OfflineSource.USUAL_FOLDER,
                request.value(OverrideHeader.CALLBACK_URL).orElse(""));
        CompletableFuture<Long> task = FolderSelector.namedParent(request)
                .map(parent -> parent.in(drive, folder -> account.call(OfflineCalls.download(source.into(folder)))))
                .orElseGet(() -> account.call(OfflineCalls.download(source)));
        return task.thenApply(id -> OperationResult.of(new OfflineTask(id)));
    }

    private static String address(OperationRequest request) {
        return request.value(OverrideHeader.SOURCE_URL)
                .or(() -> inBody(request.body()))
                .orElseThrow(() -> new IllegalArgumentException("Nothing to download is named: send its http or https"
                        + " address as body, or set the option sourceUrl or the header "
                        + OverrideHeader.SOURCE_URL.header()))
                .strip();
    }

    private static Optional<String> inBody(Object body) {
        return body instanceof URI || body instanceof URL || body instanceof String text && !text.isBlank()
                ? Optional.of(body.toString())
                : Optional.empty();
    }

    CompletableFuture<OperationResult> status(OperationRequest request) {
        long task = task(request.body());
        return account.call(OfflineCalls.progress(task)).thenApply(OperationResult::of);
    }

    private static long task(Object body) {
        if (body instanceof OfflineTask begun) {
            return begun.taskId();
        }
        if (body instanceof OfflineProgress progress) {
            return progress.taskId();
        }
        boolean number = body instanceof Long
                || body instanceof Integer
                || body instanceof String text && text.strip().matches("-?\\d{1,18}");
        long id = number ? Long.parseLong(body.toString().strip()) : 0;
        if (id <= 0) {
            throw new IllegalArgumentException("No task is named: the body is "
                    + (number
                            ? body
                            : body == null ? "empty" : "a " + body.getClass().getName())
                    + "; send the OfflineTask that offlineDownload answered, or its number, which is greater than 0");
        }
        return id;
    }
}
