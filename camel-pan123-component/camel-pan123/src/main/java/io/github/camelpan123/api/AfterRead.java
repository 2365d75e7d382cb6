package io.github.camelpan123.api;

/** The action of a consumer on what it read, after the exchange has completed. */
public enum AfterRead {
    /** No action. */
    none,
    /** Moves a file to the recycle bin. Of a transcoded video the original is removed and its products remain. */
    trash,
    /** Deletes a file permanently. Of a transcoded video the products are deleted too. */
    delete,
    /** Moves a file to another folder. Not available for transcodes. */
    move
}
