package io.github.camelpan123.api;

/** By what the platform can sort (platform/calls.md, "Old list"). */
public enum OrderBy {
    /** By id, which is the order of creation. */
    fileId("file_id"),
    /** By size. */
    size("size"),
    /** By name. */
    fileName("file_name");

    private final String wireName;

    OrderBy(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
