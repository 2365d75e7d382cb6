package io.github.camelpan123.download;

import io.github.camelpan123.support.Futures;

/** The URL of a file, which is valid for a limited time and then has to be requested again. */
final class ExpiringUrl {

    private final RemoteFile file;
    private String known;

    /** @param known null if the platform has not been asked yet */
    ExpiringUrl(RemoteFile file, String known) {
        this.file = file;
        this.known = known;
    }

    synchronized String current() {
        if (known == null) {
            known = Futures.join(file.ask().get());
        }
        return known;
    }

    /** Returns a new URL in place of an expired one. Concurrent readers of one file request it only once. */
    synchronized String after(String ended) {
        if (ended.equals(known)) {
            known = null;
        }
        return current();
    }
}
