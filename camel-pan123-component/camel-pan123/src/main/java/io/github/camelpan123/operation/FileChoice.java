package io.github.camelpan123.operation;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.TranscodeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which file is meant: the body (an id, a path, a record, or several of those), else a header, else an option. A body
 * that is none of these is ignored only when a header or option names the file.
 */
final class FileChoice {

    private FileChoice() {}

    /** The ids; paths are looked up on the drive. */
    static CompletableFuture<List<Long>> ids(Input input, Drive drive) {
        List<Reference> references = references(input);
        CompletableFuture<List<Long>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Reference reference : references) {
            all = all.thenCombine(reference.id(drive), (ids, id) -> {
                ids.add(id);
                return ids;
            });
        }
        return all.thenApply(List::copyOf);
    }

    /** The one id; more than one is refused. */
    static CompletableFuture<Long> id(Input input, Drive drive) {
        List<Reference> references = references(input);
        if (references.size() != 1) {
            throw new IllegalArgumentException(
                    "This operation works on one file, but " + references.size() + " are named");
        }
        return references.get(0).id(drive);
    }

    /** The one id of the transcode space, where paths mean nothing. */
    static long spaceId(Input input) {
        List<Reference> references = references(input);
        if (references.size() != 1 || references.get(0).path() != null) {
            throw new IllegalArgumentException("Name one video by its id in the transcode space");
        }
        return references.get(0).id();
    }

    private record Reference(long id, DrivePath path) {
        CompletableFuture<Long> id(Drive drive) {
            return path == null
                    ? CompletableFuture.completedFuture(id)
                    : drive.entry(path).thenApply(FileEntry::fileId);
        }
    }

    private static List<Reference> references(Input input) {
        // results of one video name it several times
        List<Reference> ofBody = ofBody(input.body()).stream().distinct().toList();
        if (!ofBody.isEmpty()) {
            return ofBody;
        }
        if (input.body() instanceof Collection<?> all && all.isEmpty()) {
            throw new IllegalArgumentException("The body is an empty list, which names no file");
        }
        if (!input.fileIds().isEmpty()) {
            return input.fileIds().stream()
                    .map(id -> byId("CamelPan123FileIds", id))
                    .toList();
        }
        Optional<Reference> named = input.fileId().map(id -> byId("fileId", id)).or(() -> input.path()
                .map(path -> new Reference(0, DrivePath.parse("path", path))));
        return List.of(named.orElseThrow(() -> new IllegalArgumentException("No file is named: the body is "
                + (input.body() == null
                        ? "empty"
                        : "a " + input.body().getClass().getName())
                + ", which is neither an id, a path starting with '/' nor an entry, and there is no header"
                + " CamelPan123FileId or CamelPan123Path and no option fileId or path")));
    }

    private static List<Reference> ofBody(Object body) {
        if (body instanceof Collection<?> all) {
            List<Reference> references = new ArrayList<>(all.size());
            for (Object element : all) {
                references.add(ofOne(element)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The body's list holds something that names no file: " + describe(element))));
            }
            return references;
        }
        return ofOne(body).map(List::of).orElseGet(List::of);
    }

    private static Optional<Reference> ofOne(Object body) {
        if (body instanceof FileEntry entry) {
            return Optional.of(byId("the entry", entry.fileId()));
        }
        if (body instanceof TranscodeResult result) {
            return Optional.of(byId("the result", result.fileId()));
        }
        if (body instanceof Long || body instanceof Integer) {
            return Optional.of(byId("the body", ((Number) body).longValue()));
        }
        if (body instanceof String text && !text.isBlank()) {
            if (text.startsWith("/")) {
                return Optional.of(new Reference(0, DrivePath.parse("the body", text)));
            }
            if (text.strip().length() <= 18 && text.strip().chars().allMatch(Character::isDigit)) {
                return Optional.of(byId("the body", Long.parseLong(text.strip())));
            }
        }
        return Optional.empty();
    }

    private static Reference byId(String what, long id) {
        if (id <= 0) {
            throw new IllegalArgumentException(what + "=" + id + " is not the id of a file; ids are greater than 0");
        }
        return new Reference(id, null);
    }

    private static String describe(Object element) {
        return element == null ? "null" : element.getClass().getName();
    }
}
