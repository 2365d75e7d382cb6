package io.github.camelpan123.live;

/**
 * Where the page is and who may read it.
 *
 * @param path the path of the page, such as {@code /pan123}
 * @param host the address to listen on if the application has no management server
 * @param port the port to listen on if the application has no management server
 * @param nextFreePort whether the next free port is taken if that one is in use
 * @param remote whether other machines may read the page
 */
public record LiveSettings(String path, String host, int port, boolean nextFreePort, boolean remote) {

    /** @throws IllegalArgumentException for a path that is none */
    public LiveSettings {
        if (!path.matches("(/[A-Za-z0-9._-]+)+")) {
            throw new IllegalArgumentException("path=" + path + " is not a path such as /pan123");
        }
    }
}
