package io.github.camelpan123.operation;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.TranscodeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which file is meant: the body (an id, a path, a record, or several of those), else a header, else an option. A body
 * that is none of these is ignored only when a header or option names the file.
 */
final class FileChoice {

    /** With a sign, so that a negative one is told to be wrong instead of to be no id. */
    private static final Pattern ID = Pattern.compile("-?\\d{1,18}");

    private FileChoice() {}

    /** The ids; paths are looked up on the drive. */
    static CompletableFuture<List<Long>> ids(Input input, Drive drive) {
        return ids(references(input), drive::entry);
    }

    /** The ids of what lies in the recycle bin; a path is the one it had before. */
    static CompletableFuture<List<Long>> trashedIds(Input input, Drive drive) {
        return ids(references(input), drive::trashedEntry);
    }

    /**
     * The ids, if there are not too many of them.
     *
     * @param most how many the platform takes at once
     */
    static CompletableFuture<List<Long>> idsUpTo(int most, Input input, Drive drive) {
        List<Reference> references = references(input);
        if (references.size() > most) {
            throw new IllegalArgumentException(
                    references.size() + " files are named; the platform takes " + most + " at once at most");
        }
        return ids(references, drive::entry);
    }

    private static CompletableFuture<List<Long>> ids(
            List<Reference> references, Function<DrivePath, CompletableFuture<FileEntry>> look) {
        CompletableFuture<List<Long>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Reference reference : references) {
            all = all.thenCombine(reference.id(look), (ids, id) -> {
                ids.add(id);
                return ids;
            });
        }
        // two paths, or a path and an id, can be the same file
        return all.thenApply(ids -> ids.stream().distinct().toList());
    }

    /** The one id; more than one is refused. */
    static CompletableFuture<Long> id(Input input, Drive drive) {
        List<Reference> references = references(input);
        if (references.size() != 1) {
            throw new IllegalArgumentException(
                    "This operation works on one file, but " + references.size() + " are named");
        }
        return references.get(0).id(drive::entry);
    }

    /**
     * The id of something that a map of the body names by id, path or record.
     *
     * @throws IllegalArgumentException when it names no file
     */
    static Supplier<CompletableFuture<Long>> key(Object key, Drive drive) {
        Reference reference = ofOne(key)
                .orElseThrow(() ->
                        new IllegalArgumentException("The body's map has a key that names no file: " + describe(key)));
        return () -> reference.id(drive::entry);
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
        CompletableFuture<Long> id(Function<DrivePath, CompletableFuture<FileEntry>> look) {
            return path == null
                    ? CompletableFuture.completedFuture(id)
                    : look.apply(path).thenApply(FileEntry::fileId);
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
        if (input.fileIds().isPresent()) {
            List<Long> ids = input.fileIds().get();
            if (ids.isEmpty()) {
                throw new IllegalArgumentException(
                        "The header CamelPan123FileIds is an empty list, which names no file");
            }
            return ids.stream()
                    .map(id -> byId("CamelPan123FileIds", id))
                    .distinct()
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
        if (body instanceof DriveFile file) {
            return Optional.of(byId("the file", file.entry().fileId()));
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
            if (ID.matcher(text.strip()).matches()) {
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
