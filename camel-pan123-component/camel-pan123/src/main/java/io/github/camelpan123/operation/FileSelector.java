package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.support.Futures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Determines the files of an operation. The first of the following that is set applies: an Override header, an option
 * of the endpoint, the body, or, if the body is empty or content, the header with the file ID of the previous operation
 * or consumer.
 */
final class FileSelector {

    /** The part of an error message that explains how to identify a file. */
    static final String WAYS =
            "; set the header " + OverrideHeader.FILE_ID.header() + " or " + OverrideHeader.PATH.header()
                    + ", or the option fileId or path, or send an id, a path or an entry as body";

    private final List<Subject> subjects;
    /** The header or option that identifies the files; empty for the body. */
    private final String name;

    private final List<Subject> inBody;

    private FileSelector(List<Subject> subjects, String name, List<Subject> inBody) {
        this.subjects = subjects;
        this.name = name;
        this.inBody = inBody;
    }

    /** Returns the files of an operation that does not change them. */
    static FileSelector of(OperationRequest request) {
        return request.way(OverrideHeader.SUBJECT)
                .map(way -> new FileSelector(named(way), way.name(), List.of()))
                .orElseGet(() -> ofMessage(request));
    }

    /**
     * Returns the files of an operation that changes or removes them. Fails if the body identifies other files than the
     * option.
     */
    static FileSelector ofChanged(OperationRequest request) {
        Optional<OperationRequest.NamedValue> header = request.overridden(OverrideHeader.SUBJECT);
        Optional<OperationRequest.NamedValue> option =
                header.isPresent() ? Optional.empty() : request.ofOption(OverrideHeader.SUBJECT);
        return option.map(way -> new FileSelector(named(way), way.name(), BodySubjects.of(request.body())))
                .orElseGet(() -> of(request));
    }

    private static FileSelector ofMessage(OperationRequest request) {
        List<Subject> ofBody = BodySubjects.of(request.body());
        if (!ofBody.isEmpty()) {
            return new FileSelector(ofBody, "", List.of());
        }
        long id = request.fileIdBefore()
                .orElseThrow(() -> new IllegalArgumentException("No file is named: the body is "
                        + (request.body() == null
                                ? "empty"
                                : "content, a " + request.body().getClass().getName())
                        + ", and there is no header " + ResultHeader.FILE_ID.header() + WAYS));
        String header = ResultHeader.FILE_ID.header();
        return new FileSelector(List.of(Subject.byId(header, id)), header, List.of());
    }

    private static List<Subject> named(OperationRequest.NamedValue way) {
        if (way.value() instanceof String path) {
            return List.of(Subject.byPath(way.name(), path));
        }
        if (way.value() instanceof Long id) {
            return List.of(Subject.byId(way.name(), id));
        }
        List<?> ids = (List<?>) way.value();
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(way.name() + " is an empty list, which names no file");
        }
        return BodySubjects.distinct(
                ids.stream().map(id -> Subject.byId(way.name(), (Long) id)).toList());
    }

    /**
     * Fails if there are too many files.
     *
     * @param most the maximum number of files per call of the platform
     */
    FileSelector atMost(int most) {
        if (subjects.size() > most) {
            throw new IllegalArgumentException(
                    subjects.size() + " files are named; the platform takes " + most + " at once at most");
        }
        return this;
    }

    /** Returns the single file. Fails if there are several. */
    Subject one() {
        if (subjects.size() != 1) {
            throw new IllegalArgumentException(
                    "This operation works on one file, but " + subjects.size() + " are named");
        }
        return subjects.get(0);
    }

    /** Whether only the header of the previous operation or consumer identifies the file. */
    boolean ofHeader() {
        return name.equals(ResultHeader.FILE_ID.header());
    }

    /** Returns the name of the first file, if known. */
    Optional<String> name() {
        return subjects.get(0).name();
    }

    /**
     * Returns the entries with their folders below the listed folder, if they were identified by elements of a list.
     */
    List<FileEntry> inTheirFolders(List<FileEntry> entries) {
        Map<Long, String> folders = new HashMap<>();
        for (Subject subject : subjects) {
            subject.relativePath()
                    .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
                    .ifPresent(folder -> folders.put(subject.id(), folder));
        }
        return entries.stream()
                .map(entry -> entry.below(folders.getOrDefault(entry.fileId(), "")))
                .toList();
    }

    /** Returns the IDs. Paths are looked up on the drive. */
    CompletableFuture<List<Long>> ids(Drive drive) {
        return ids(drive::entry);
    }

    /** Returns the IDs of files in the recycle bin. A path is the one that the file had before it was deleted. */
    CompletableFuture<List<Long>> trashedIds(Drive drive) {
        return ids(drive::trashedEntry);
    }

    /** Returns the single ID. Fails if there are several files. */
    CompletableFuture<Long> id(Drive drive) {
        one();
        return ids(drive).thenApply(ids -> ids.get(0));
    }

    /** Returns the single ID in the transcode space, which does not support paths. */
    long spaceId() {
        if (subjects.size() != 1 || subjects.get(0).path() != null) {
            throw new IllegalArgumentException("Name one video by its id in the transcode space");
        }
        long id = subjects.get(0).id();
        if (inBody.stream().anyMatch(other -> other.path() != null || other.id() != id)) {
            throw contradiction();
        }
        return id;
    }

    /**
     * Returns the IDs.
     *
     * @param look looks up a path on the drive
     */
    CompletableFuture<List<Long>> ids(Function<DrivePath, CompletableFuture<FileEntry>> look) {
        CompletableFuture<List<Long>> ids = ids(subjects, look);
        Set<Object> known = subjects.stream().map(Subject::key).collect(Collectors.toSet());
        boolean same = inBody.stream().map(Subject::key).allMatch(known::contains);
        return same
                ? ids
                : ids.thenCombine(ids(inBody, look), (wanted, others) -> {
                    if (!wanted.containsAll(others)) {
                        throw contradiction();
                    }
                    return wanted;
                });
    }

    private IllegalArgumentException contradiction() {
        return new IllegalArgumentException("The option " + name + " names " + texts(subjects) + ", but the body names "
                + texts(inBody) + ", so nothing was done; remove the option, or say which by the header "
                + OverrideHeader.FILE_ID.header() + " or " + OverrideHeader.PATH.header());
    }

    private static String texts(List<Subject> subjects) {
        return BodySubjects.quoted(subjects.stream().map(Subject::text).collect(Collectors.joining(", ")));
    }

    private static CompletableFuture<List<Long>> ids(
            List<Subject> subjects, Function<DrivePath, CompletableFuture<FileEntry>> look) {
        CompletableFuture<List<Long>> all = Futures.completed(new ArrayList<>());
        for (Subject subject : subjects) {
            all = all.thenCombine(subject.id(look), (ids, id) -> {
                ids.add(id);
                return ids;
            });
        }
        // two paths, or a path and an ID, can identify the same file
        return all.thenApply(ids -> ids.stream().distinct().toList());
    }

    /**
     * Returns the ID of a map key in the body, which is an ID, a path or a record.
     *
     * @throws IllegalArgumentException if the key identifies no file
     */
    static Supplier<CompletableFuture<Long>> key(Object key, Drive drive) {
        Subject subject = Subject.of(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The body's map has a key that names no file: " + BodySubjects.describe(key)));
        return () -> subject.id(drive::entry);
    }
}
