package io.github.camelpan123.api;

/** What a consumer does to what it read, once the exchange has completed. */
public enum AfterRead {
    /** Nothing. */
    none,
    /** Files go to the recycle bin; of a transcoded video the original goes, and its products stay. */
    trash,
    /** Files are deleted for good; of a transcoded video the products go too. */
    delete,
    /** Files go to another folder; not for transcodes. */
    move
}
