package io.github.camelpan123.platform;

/** The day's download traffic of the account is used up (code 5113). */
public class Pan123TrafficExceededException extends Pan123Exception {

    private static final long serialVersionUID = 1L;

    Pan123TrafficExceededException(Failure failure) {
        super(failure, false);
    }
}
