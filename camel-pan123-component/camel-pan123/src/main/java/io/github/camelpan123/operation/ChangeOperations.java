package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.CopiedFile;
import io.github.camelpan123.api.CopiedFiles;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The operations that move, copy, rename, trash and restore files and folders. */
final class ChangeOperations {

    private static final int MOST_REASONS = 10;

    private final AccountLease account;
    private final Drive drive;

    ChangeOperations(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
    }

    CompletableFuture<OperationResult> trash(OperationRequest request) {
        return FileSelector.ofChanged(request)
                .ids(drive)
                .thenCompose(ids -> drive.changes().trash(ids).thenApply(done -> OperationResult.unchanged(ids)));
    }

    CompletableFuture<OperationResult> move(OperationRequest request) {
        FolderSelector target = FolderSelector.requiredTarget(request);
        return FileSelector.ofChanged(request)
                .ids(drive)
                .thenCompose(ids -> target.in(drive, folder -> drive.changes()
                        .move(ids, folder)
                        .thenApply(done -> OperationResult.unchanged(ids).with(ResultHeader.PARENT_FILE_ID, folder))));
    }

    CompletableFuture<OperationResult> recover(OperationRequest request) {
        Optional<FolderSelector> target = FolderSelector.target(request);
        return FileSelector.ofChanged(request).trashedIds(drive).thenCompose(ids -> target.map(
                        chosen -> chosen.in(drive, folder -> drive.changes()
                                .recoverTo(ids, folder)
                                .thenApply(done ->
                                        OperationResult.unchanged(ids).with(ResultHeader.PARENT_FILE_ID, folder))))
                .orElseGet(() -> drive.changes().recover(ids).thenApply(homeless -> {
                    requireNoneHomeless(homeless);
                    return OperationResult.unchanged(ids);
                })));
    }

    private static void requireNoneHomeless(List<Long> homeless) {
        if (!homeless.isEmpty()) {
            throw new Pan123NotFoundException("The folder that these files were in is gone, so they stay"
                    + " in the recycle"
                    + " bin: " + DriveOperations.listed(homeless)
                    + "; name another one by targetParentPath or targetParentFileId");
        }
    }

    CompletableFuture<OperationResult> copy(OperationRequest request) {
        FolderSelector target = FolderSelector.requiredTarget(request);
        return FileSelector.of(request).ids(drive).thenCompose(ids -> (ids.size() == 1
                        ? drive.infos(ids)
                                .thenCompose(found -> isFile(found)
                                        ? copyOne(found.get(0), target)
                                        : copyAll(ids, target, request.jobTimeout()))
                        : copyAll(ids, target, request.jobTimeout()))
                .thenApply(result -> {
                    ids.forEach(account.reads()::read);
                    return result;
                }));
    }

    private static boolean isFile(List<FileEntry> found) {
        return found.size() == 1 && !found.get(0).directory();
    }

    private CompletableFuture<OperationResult> copyOne(FileEntry file, FolderSelector target) {
        long id = file.fileId();
        return target.in(drive, folder -> drive.copies().copy(file, folder).thenApply(copy -> OperationResult.of(
                        new CopiedFile(copy, id, folder))
                .with(ResultHeader.FILE_ID, copy)
                .with(ResultHeader.SOURCE_FILE_ID, id)
                .with(ResultHeader.PARENT_FILE_ID, folder)));
    }

    /** Copies folders or several files. The platform has no other call for a folder. */
    private CompletableFuture<OperationResult> copyAll(List<Long> ids, FolderSelector target, Duration longest) {
        return target.in(
                drive, folder -> drive.copies().copyAll(ids, folder, longest).thenApply(done -> OperationResult.of(
                                new CopiedFiles(ids, folder))
                        .with(ResultHeader.PARENT_FILE_ID, folder)));
    }

    CompletableFuture<OperationResult> rename(OperationRequest request) {
        if (request.body() instanceof Map<?, ?> names
                && request.overridden(OverrideHeader.SUBJECT).isEmpty()) {
            request.ofOption(OverrideHeader.SUBJECT).ifPresent(way -> {
                throw new IllegalArgumentException("The option " + way.name()
                        + " names what to rename, but the body is a map that names it too, so nothing was"
                        + " done; remove"
                        + " one of them");
            });
            return renameAll(names);
        }
        String name = FileName.require(
                request.named(OverrideHeader.NEW_NAME),
                request.value(OverrideHeader.NEW_NAME)
                        .orElseThrow(() -> new IllegalArgumentException("No new name is given: set the header "
                                + OverrideHeader.NEW_NAME.header()
                                + " or the option newName, or send a map of ids or paths"
                                + " to new names as body")));
        return FileSelector.ofChanged(request)
                .id(drive)
                .thenCompose(id -> drive.changes().rename(Map.of(id, name)).thenApply(failures -> {
                    requireAllRenamed(1, failures);
                    return OperationResult.unchanged(List.of(id)).with(ResultHeader.FILE_NAME, name);
                }));
    }

    private CompletableFuture<OperationResult> renameAll(Map<?, ?> body) {
        if (body.isEmpty()) {
            throw new IllegalArgumentException("The body is an empty map, which names no file");
        }
        // the whole body is checked before the first call
        Map<Supplier<CompletableFuture<Long>>, String> wanted = new LinkedHashMap<>();
        body.forEach((key, name) -> wanted.put(
                FileSelector.key(key, drive),
                FileName.require("The new name of " + key, name == null ? null : name.toString())));
        CompletableFuture<Map<Long, String>> names = Futures.completed(new LinkedHashMap<>());
        for (Map.Entry<Supplier<CompletableFuture<Long>>, String> one : wanted.entrySet()) {
            names = names.thenCombine(one.getKey().get(), (all, id) -> {
                if (all.put(id, one.getValue()) != null) {
                    throw new IllegalArgumentException("The body's map has two names for the file " + id);
                }
                return all;
            });
        }
        return names.thenCompose(all -> drive.changes().rename(all).thenApply(failures -> {
            requireAllRenamed(all.size(), failures);
            return OperationResult.unchanged(List.copyOf(all.keySet()));
        }));
    }

    private static void requireAllRenamed(int wanted, Map<Long, Pan123Exception> failures) {
        if (failures.isEmpty()) {
            return;
        }
        if (wanted == 1) {
            throw failures.values().iterator().next();
        }
        String reasons = failures.entrySet().stream()
                .limit(MOST_REASONS)
                .map(failure -> failure.getKey() + ": " + failure.getValue().getMessage())
                .collect(Collectors.joining("; "));
        throw new Pan123Exception(
                Api.FILE_RENAME,
                failures.size() + " of " + wanted + " files kept their names: " + reasons,
                false,
                failures.values().iterator().next());
    }
}
