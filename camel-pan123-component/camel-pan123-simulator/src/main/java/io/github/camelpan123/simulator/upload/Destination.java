package io.github.camelpan123.simulator.upload;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The destination of an upload.
 *
 * @param drive the drive or the transcode space
 * @param parent the folder
 * @param name the file's name
 * @param duplicate what to do if a file of that name exists
 */
public record Destination(Drive drive, long parent, String name, int duplicate) {

    /**
     * Determines and checks the destination of a new file (platform/calls.md, "Create an upload").
     *
     * @param drive the drive or the transcode space
     * @param parent the requested folder
     * @param filename a name or, with {@code containDir}, a path
     * @param duplicate 0, 1 or 2
     * @param containDir whether slashes separate folders, which are created
     * @return the destination
     * @throws Refusal if the file cannot be created there
     */
    public static Destination of(Drive drive, long parent, String filename, long duplicate, boolean containDir) {
        if (duplicate < Drive.REFUSE || duplicate > Drive.OVERWRITE) {
            throw Refusal.parameter("duplicate");
        }
        long folder = parent;
        String name = filename;
        if (containDir) {
            List<String> path = new ArrayList<>();
            for (String part : filename.split("/", -1)) {
                if (!part.isEmpty()) {
                    path.add(part);
                }
            }
            if (path.isEmpty() || filename.endsWith("/")) {
                throw Refusal.failed(Invented.BAD_NAME_TEXT);
            }
            name = Names.check(path.remove(path.size() - 1));
            folder = drive.addFolders(parent, path);
        }
        drive.checkFile(folder, name, (int) duplicate);
        return new Destination(drive, folder, name, (int) duplicate);
    }

    /**
     * Creates the file.
     *
     * @param content its content
     * @return the new file
     */
    public Entry put(ContentKey content) {
        return drive.addFile(parent, name, content, duplicate);
    }
}
