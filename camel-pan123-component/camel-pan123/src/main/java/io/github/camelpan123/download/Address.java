package io.github.camelpan123.download;

import io.github.camelpan123.support.Futures;

/** Where a file can be read for a while, and from then on again somewhere else. */
final class Address {

    private final RemoteFile file;
    private String known;

    /** @param known null when the platform has not been asked yet */
    Address(RemoteFile file, String known) {
        this.file = file;
        this.known = known;
    }

    synchronized String current() {
        if (known == null) {
            known = Futures.join(file.ask().get());
        }
        return known;
    }

    /** Another one for the one that has ended; several readers of one file ask for it once. */
    synchronized String after(String ended) {
        if (ended.equals(known)) {
            known = null;
        }
        return current();
    }
}
