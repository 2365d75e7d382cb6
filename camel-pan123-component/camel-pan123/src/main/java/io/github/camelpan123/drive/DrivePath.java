package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileName;
import java.util.ArrayList;
import java.util.List;

/**
 * A path on the drive.
 *
 * @param names the names below the root; empty for the root
 */
public record DrivePath(List<String> names) {

    /**
     * The platform's own folder for offline downloads. Its name is reserved (platform/calls.md, "Offline download").
     */
    private static final String OFFLINE_DOWNLOADS = "来自:离线下载";

    /** The root folder. */
    public static final DrivePath ROOT = new DrivePath(List.of());

    /**
     * Parses a path.
     *
     * @param what the option or header, for the message
     * @param text starts with a slash or is relative to another path; empty segments are ignored
     * @throws IllegalArgumentException for {@code ..} and for names that the platform refuses
     */
    public static DrivePath parse(String what, String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (name.equals("..")) {
                throw new IllegalArgumentException(what + "=" + text + " leaves its folder; '..' is not allowed");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name.equals(OFFLINE_DOWNLOADS) ? name : FileName.require(what, name));
            }
        }
        return new DrivePath(List.copyOf(names));
    }

    /** Whether this path is the root. */
    public boolean root() {
        return names.isEmpty();
    }

    /** Returns the parent folder. The root has none. */
    public DrivePath parent() {
        return new DrivePath(names.subList(0, names.size() - 1));
    }

    /** Returns the last name. The root has none. */
    public String name() {
        return names.get(names.size() - 1);
    }

    /** Whether this path equals another one or lies below it. */
    boolean startsWith(DrivePath other) {
        return names.size() >= other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** Returns the path of a relative path below this one. */
    public DrivePath resolve(DrivePath below) {
        List<String> all = new ArrayList<>(names);
        all.addAll(below.names);
        return new DrivePath(List.copyOf(all));
    }

    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
