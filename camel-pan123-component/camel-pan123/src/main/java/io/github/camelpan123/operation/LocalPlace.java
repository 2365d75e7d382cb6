package io.github.camelpan123.operation;

import io.github.camelpan123.api.FileName;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.DrivePath;
import java.util.Optional;

/**
 * Where a content is stored below a local folder: what {@code CamelFileName} says after a download, and where it lies
 * below {@code targetDirectory}.
 */
final class LocalPlace {

    private LocalPlace() {}

    /** Where a route wants it; only for what is saved, because nothing else is written anywhere. */
    static Optional<String> named(OperationRequest request, DownloadOptions options) {
        if (options.targetDirectory().isEmpty()) {
            return Optional.empty();
        }
        return request.fileName().map(name -> {
            String what = request.named(Setting.FILE_NAME);
            DrivePath path = DrivePath.parse(what, name);
            if (path.root()) {
                throw new IllegalArgumentException(what + " is empty; a file to save needs a name");
            }
            return String.join("/", path.names());
        });
    }

    /** Where the element of a list is, or, of a file that only the header names, what the message says beside it. */
    static Optional<String> carried(OperationRequest request, FileSelector file) {
        Optional<String> place =
                file.one().relativePath().or(() -> file.ofHeader() ? request.storedAs() : Optional.empty());
        return place.map(FileName::safePath).filter(path -> !path.isEmpty());
    }
}
