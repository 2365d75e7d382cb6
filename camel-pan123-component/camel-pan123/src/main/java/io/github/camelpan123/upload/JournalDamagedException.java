package io.github.camelpan123.upload;

import java.io.IOException;

/** A journal is not what was written, or not about the upload that looks for it. */
final class JournalDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    JournalDamagedException(String message) {
        super(message);
    }
}
