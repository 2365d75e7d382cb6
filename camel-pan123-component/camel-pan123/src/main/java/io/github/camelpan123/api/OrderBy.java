package io.github.camelpan123.api;

/** The sort keys of the platform (platform/calls.md, "Old list"). */
public enum OrderBy {
    /** By ID, which is the order of creation. */
    fileId("file_id"),
    /** By size. */
    size("size"),
    /** By name. */
    fileName("file_name");

    private final String wireName;

    OrderBy(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the name of this key in the old list call. */
    public String wireName() {
        return wireName;
    }
}
