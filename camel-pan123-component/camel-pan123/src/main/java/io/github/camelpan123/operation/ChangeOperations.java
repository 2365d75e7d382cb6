package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NotFoundException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The operations that change where files and folders are, and what they are called. */
final class ChangeOperations {

    private static final int MOST_REASONS = 10;

    private ChangeOperations() {}

    static CompletableFuture<OperationResult> trash(Input input, Workbench bench) {
        return FileChoice.ids(input, bench.drive())
                .thenCompose(bench.drive().changes()::trash)
                .thenApply(done -> OperationResult.unchanged());
    }

    static CompletableFuture<OperationResult> move(Input input, Workbench bench) {
        FolderChoice target = FolderChoice.requiredTarget(input);
        Drive drive = bench.drive();
        return FileChoice.ids(input, drive)
                .thenCompose(ids -> target.in(drive, folder -> drive.changes().move(ids, folder)))
                .thenApply(done -> OperationResult.unchanged());
    }

    static CompletableFuture<OperationResult> recover(Input input, Workbench bench) {
        Drive drive = bench.drive();
        return FolderChoice.target(input)
                .map(target -> FileChoice.trashedIds(input, drive)
                        .thenCompose(ids ->
                                target.in(drive, folder -> drive.changes().recoverTo(ids, folder))))
                .orElseGet(() -> FileChoice.trashedIds(input, drive)
                        .thenCompose(drive.changes()::recover)
                        .thenAccept(ChangeOperations::requireNoneHomeless))
                .thenApply(done -> OperationResult.unchanged());
    }

    private static void requireNoneHomeless(List<Long> homeless) {
        if (!homeless.isEmpty()) {
            throw new Pan123NotFoundException("The folder that these files were in is gone, so they stay in the recycle"
                    + " bin: " + DriveOperations.listed(homeless)
                    + "; name another one by targetParentPath or targetParentFileId");
        }
    }

    static CompletableFuture<OperationResult> copy(Input input, Workbench bench) {
        FolderChoice target = FolderChoice.requiredTarget(input);
        Drive drive = bench.drive();
        return FileChoice.ids(input, drive)
                .thenCompose(ids -> ids.size() == 1
                        ? drive.infos(ids)
                                .thenCompose(found -> isFile(found)
                                        ? copyOne(ids.get(0), target, drive)
                                        : copyAll(ids, target, drive, input.jobTimeout()))
                        : copyAll(ids, target, drive, input.jobTimeout()));
    }

    private static boolean isFile(List<FileEntry> found) {
        return found.size() == 1 && !found.get(0).directory();
    }

    private static CompletableFuture<OperationResult> copyOne(long id, FolderChoice target, Drive drive) {
        return target.in(drive, folder -> drive.copies().copy(id, folder))
                .thenApply(copy ->
                        OperationResult.of(copy).with(Fact.FILE_ID, copy).with(Fact.SOURCE_FILE_ID, id));
    }

    /** Folders have no other way than this one either. */
    private static CompletableFuture<OperationResult> copyAll(
            List<Long> ids, FolderChoice target, Drive drive, Duration longest) {
        return target.in(drive, folder -> drive.copies().copyAll(ids, folder, longest))
                .thenApply(done -> OperationResult.of(ids));
    }

    static CompletableFuture<OperationResult> rename(Input input, Workbench bench) {
        if (input.body() instanceof Map<?, ?> names) {
            return renameAll(names, bench.drive());
        }
        String name = FileName.require(
                "newName",
                input.newName()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "No new name is given: set the header CamelPan123NewName or the option newName, or send"
                                        + " a map of ids or paths to new names as body")));
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.drive()
                .changes()
                .rename(Map.of(id, name))
                .thenApply(failures -> {
                    requireAllRenamed(1, failures);
                    return OperationResult.unchanged().with(Fact.FILE_ID, id).with(Fact.FILE_NAME, name);
                }));
    }

    private static CompletableFuture<OperationResult> renameAll(Map<?, ?> body, Drive drive) {
        if (body.isEmpty()) {
            throw new IllegalArgumentException("The body is an empty map, which names no file");
        }
        // all of the body is checked before the first call is made for it
        Map<Supplier<CompletableFuture<Long>>, String> wanted = new LinkedHashMap<>();
        body.forEach((key, name) -> wanted.put(
                FileChoice.key(key, drive),
                FileName.require("The new name of " + key, name == null ? null : name.toString())));
        CompletableFuture<Map<Long, String>> names = CompletableFuture.completedFuture(new LinkedHashMap<>());
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
            return OperationResult.unchanged();
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
