package io.github.camelpan123.drive;

/** What is looked for under a name: the platform lets a file and a folder of one folder have the same. */
enum Wanted {
    /** A file. */
    FILE,
    /** A folder, or else the file that is in its way. */
    FOLDER,
    /** Whichever of the two the platform lists first. */
    ANY
}
