package io.github.camelpan123.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the engine stores about the owner of an upload.
 *
 * @param number greater than that of each owner before
 * @param owner a name that no other owner has; empty if the last one has given it back before the upload was over
 * @param beat counted up by the owner while it is alive
 */
record LeaseEntry(long number, String owner, long beat) {

    private static final String FORMAT = "1";
    private static final String NOBODY = "";
    private static final int FIELDS = 4;

    LeaseEntry givenBack() {
        return new LeaseEntry(number, NOBODY, beat + 1);
    }

    boolean isOwned() {
        return !owner.equals(NOBODY);
    }

    LeaseEntry next() {
        return new LeaseEntry(number, owner, beat + 1);
    }

    byte[] encode() {
        return String.join(" ", FORMAT, Long.toString(number), owner, Long.toString(beat))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns empty for what is damaged or comes from another version. */
    static Optional<LeaseEntry> decode(byte[] bytes) {
        String[] fields = new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
        if (fields.length != FIELDS || !fields[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LeaseEntry(Long.parseLong(fields[1]), fields[2], Long.parseLong(fields[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
