package io.github.camelpan123.upload;

import java.util.HashSet;
import java.util.Set;

/**
 * Lets the same content be sent once at a time: whoever comes second waits for the first and then finds it on the
 * platform already, which costs one call instead of all the bytes.
 */
final class ContentUnderWay {

    private final Set<Content> sending = new HashSet<>();

    /** What makes two contents the same to the platform (reference 7.1). */
    record Content(String md5, long size) {}

    /** Waits until nobody else sends this content; to be followed by {@link #done}. */
    synchronized void claim(Content content) throws InterruptedException {
        while (!sending.add(content)) {
            wait();
        }
    }

    synchronized void done(Content content) {
        sending.remove(content);
        notifyAll();
    }
}
