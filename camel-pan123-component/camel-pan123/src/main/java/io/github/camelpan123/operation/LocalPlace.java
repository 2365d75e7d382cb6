package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileName;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.DrivePath;
import java.util.Optional;

/**
 * Determines the relative path of downloaded content, which is the value of {@code CamelFileName} and the path below
 * {@code targetDirectory}.
 */
final class LocalPlace {

    private LocalPlace() {}

    /** Returns the path set by the route. Empty without a target directory, because no file is written then. */
    static Optional<String> named(OperationRequest request, DownloadOptions options) {
        if (options.targetDirectory().isEmpty()) {
            return Optional.empty();
        }
        return request.fileName().map(name -> {
            String what = request.named(OverrideHeader.FILE_NAME);
            DrivePath path = DrivePath.parse(what, name);
            if (path.root()) {
                throw new IllegalArgumentException(what + " is empty; a file to save needs a name");
            }
            return String.join("/", path.names());
        });
    }

    /**
     * Returns the path of a list element, or, if only the header identifies the file, the path in
     * {@code CamelFileName}.
     */
    static Optional<String> carried(OperationRequest request, FileSelector file) {
        Optional<String> place =
                file.one().relativePath().or(() -> file.ofHeader() ? request.storedAs() : Optional.empty());
        return place.map(FileName::safePath).filter(path -> !path.isEmpty());
    }
}
