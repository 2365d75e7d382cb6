package io.github.camelpan123.drive;

/** The kind of entry to look up. On the platform a file and a folder of one parent can have the same name. */
enum EntryKind {
    /** A file. */
    FILE,
    /** A folder, or else the file of that name. */
    FOLDER,
    /** The first listed file or folder. */
    ANY
}
