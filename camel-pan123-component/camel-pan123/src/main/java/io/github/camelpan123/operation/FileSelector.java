package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
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
 * Which files an operation is about: an Override header says it, else an option of the endpoint, else the body, else,
 * when the body is content or there is none, the header that the operation or consumer before wrote.
 */
final class FileSelector {

    /** What to do about it when nothing names a file. */
    static final String WAYS = "; set the header " + Setting.FILE_ID.header() + " or " + Setting.PATH.header()
            + ", or the option fileId or path, or send an id, a path or an entry as body";

    private final List<Subject> subjects;
    /** The header or option that names them; empty for the body. */
    private final String name;

    private final List<Subject> inBody;

    private FileSelector(List<Subject> subjects, String name, List<Subject> inBody) {
        this.subjects = subjects;
        this.name = name;
        this.inBody = inBody;
    }

    /** For operations that leave files as they are. */
    static FileSelector of(OperationRequest request) {
        return request.way(Setting.SUBJECT)
                .map(way -> new FileSelector(named(way), way.name(), List.of()))
                .orElseGet(() -> ofMessage(request));
    }

    /** For operations that change or remove files: a body that names other files than the option does is refused. */
    static FileSelector ofChanged(OperationRequest request) {
        Optional<OperationRequest.Way> header = request.overridden(Setting.SUBJECT);
        Optional<OperationRequest.Way> option =
                header.isPresent() ? Optional.empty() : request.ofOption(Setting.SUBJECT);
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

    private static List<Subject> named(OperationRequest.Way way) {
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
     * Refuses too many.
     *
     * @param most how many the platform takes at once
     */
    FileSelector atMost(int most) {
        if (subjects.size() > most) {
            throw new IllegalArgumentException(
                    subjects.size() + " files are named; the platform takes " + most + " at once at most");
        }
        return this;
    }

    /** The one that is named; more than one is refused. */
    Subject one() {
        if (subjects.size() != 1) {
            throw new IllegalArgumentException(
                    "This operation works on one file, but " + subjects.size() + " are named");
        }
        return subjects.get(0);
    }

    /** Whether nothing but the header names it that the operation or consumer before wrote. */
    boolean ofHeader() {
        return name.equals(ResultHeader.FILE_ID.header());
    }

    /** The name of the one that is named, or of the first of several. */
    Optional<String> name() {
        return subjects.get(0).name();
    }

    /** The same entries, in the folders that the elements of a list which name them were in below the one that was listed. */
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

    /** The ids; paths are looked up on the drive. */
    CompletableFuture<List<Long>> ids(Drive drive) {
        return ids(drive::entry);
    }

    /** The ids of what lies in the recycle bin; a path is the one it had before. */
    CompletableFuture<List<Long>> trashedIds(Drive drive) {
        return ids(drive::trashedEntry);
    }

    /** The one id; more than one is refused. */
    CompletableFuture<Long> id(Drive drive) {
        one();
        return ids(drive).thenApply(ids -> ids.get(0));
    }

    /** The one id of the transcode space, where paths mean nothing. */
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

    private CompletableFuture<List<Long>> ids(Function<DrivePath, CompletableFuture<FileEntry>> look) {
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
                + Setting.FILE_ID.header() + " or " + Setting.PATH.header());
    }

    private static String texts(List<Subject> subjects) {
        return BodySubjects.quoted(subjects.stream().map(Subject::text).collect(Collectors.joining(", ")));
    }

    private static CompletableFuture<List<Long>> ids(
            List<Subject> subjects, Function<DrivePath, CompletableFuture<FileEntry>> look) {
        CompletableFuture<List<Long>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Subject subject : subjects) {
            all = all.thenCombine(subject.id(look), (ids, id) -> {
                ids.add(id);
                return ids;
            });
        }
        // two paths, or a path and an id, can be the same file
        return all.thenApply(ids -> ids.stream().distinct().toList());
    }

    /**
     * The id of something that a map of the body names by id, path or record.
     *
     * @throws IllegalArgumentException when it names no file
     */
    static Supplier<CompletableFuture<Long>> key(Object key, Drive drive) {
        Subject subject = Subject.of(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The body's map has a key that names no file: " + BodySubjects.describe(key)));
        return () -> subject.id(drive::entry);
    }
}
