package io.github.camelpan123.operation;

import io.github.camelpan123.api.CopiedFile;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.TranscodeFile;
import io.github.camelpan123.api.TranscodeJob;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeStart;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.support.Futures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A file that was identified by a body, a header or an option.
 *
 * @param id the ID; ignored if there is a path
 * @param path the path; null if the file was identified by ID
 * @param record the object that identified the file and contains more of its data; null for an ID or a path
 */
record Subject(long id, DrivePath path, Object record) {

    /** Accepts a sign, so that a negative ID is reported as out of range. */
    private static final Pattern ID = Pattern.compile("-?\\d{1,18}");

    /** @throws IllegalArgumentException if it is not the ID of a file */
    static Subject byId(String what, long id) {
        return byId(what, id, null);
    }

    private static Subject byId(String what, long id, Object record) {
        if (id <= 0) {
            throw new IllegalArgumentException(what + "=" + id + " is not the id of a file; ids are greater than 0");
        }
        return new Subject(id, null, record);
    }

    static Subject byPath(String what, String path) {
        return new Subject(0, DrivePath.parse(what, path), null);
    }

    /** Returns the file that an object identifies; empty if its type identifies no file. */
    static Optional<Subject> of(Object object) {
        if (object instanceof FileEntry entry) {
            return Optional.of(byId("the entry", entry.fileId(), entry));
        }
        if (object instanceof DriveFile file) {
            return Optional.of(byId("the file", file.entry().fileId(), file));
        }
        if (object instanceof Folder folder) {
            return Optional.of(byId("the folder", folder.fileId(), folder));
        }
        if (object instanceof CopiedFile copy) {
            return Optional.of(byId("the copy", copy.fileId(), copy));
        }
        if (object instanceof Long || object instanceof Integer) {
            return Optional.of(byId("the body", ((Number) object).longValue()));
        }
        return object instanceof String text ? ofText(text) : ofVideo(object);
    }

    private static Optional<Subject> ofText(String text) {
        if (text.startsWith("/")) {
            return Optional.of(byPath("the body", text));
        }
        return ID.matcher(text.strip()).matches()
                ? Optional.of(byId("the body", Long.parseLong(text.strip())))
                : Optional.empty();
    }

    private static Optional<Subject> ofVideo(Object object) {
        long id;
        if (object instanceof TranscodeResult result) {
            id = result.fileId();
        } else if (object instanceof TranscodeFile file) {
            id = file.fileId();
        } else if (object instanceof TranscodeResolutions resolutions) {
            id = resolutions.fileId();
        } else if (object instanceof TranscodeJob job) {
            id = job.fileId();
        } else if (object instanceof TranscodeStart start) {
            id = start.fileId();
        } else {
            return Optional.empty();
        }
        return Optional.of(byId("the video", id, object));
    }

    /** Returns the ID. A path is looked up. */
    CompletableFuture<Long> id(Function<DrivePath, CompletableFuture<FileEntry>> look) {
        return path == null ? Futures.completed(id) : look.apply(path).thenApply(FileEntry::fileId);
    }

    /** Returns a key that is equal for files that were identified in the same way. */
    Object key() {
        return path == null ? id : path;
    }

    /** Returns the name of the file, if the path or record contains it. */
    Optional<String> name() {
        if (path != null) {
            return path.root() ? Optional.empty() : Optional.of(path.name());
        }
        if (record instanceof FileEntry entry) {
            return Optional.of(entry.name());
        }
        if (record instanceof DriveFile file) {
            return Optional.of(file.entry().name());
        }
        if (record instanceof TranscodeResult result) {
            return Optional.of(result.fileName()).filter(name -> !name.isEmpty());
        }
        if (record instanceof TranscodeFile file) {
            return Optional.of(file.videoName()).filter(name -> !name.isEmpty());
        }
        return Optional.empty();
    }

    /** Returns the entry of the file, if the record contains it. */
    Optional<FileEntry> entry() {
        if (record instanceof DriveFile file) {
            return Optional.of(file.entry());
        }
        return record instanceof FileEntry entry ? Optional.of(entry) : Optional.empty();
    }

    /** Returns the path of the file below the listed folder, if the record contains it. */
    Optional<String> relativePath() {
        if (record instanceof DriveFile file) {
            return Optional.of(file.relativePath());
        }
        return record instanceof FileEntry entry ? Optional.of(entry.relativePath()) : Optional.empty();
    }

    /** Returns the ID or path, for error messages. */
    String text() {
        return path == null ? Long.toString(id) : BodySubjects.quoted(path);
    }
}
