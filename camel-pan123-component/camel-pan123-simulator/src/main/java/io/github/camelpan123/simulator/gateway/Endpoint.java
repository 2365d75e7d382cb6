package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.protocol.Form;

/**
 * One API of the platform.
 *
 * @param method GET, POST or PUT
 * @param path with a leading slash
 * @param form what it takes
 * @param traits what the gateway must know about it
 * @param operation its work
 */
public record Endpoint(String method, String path, Form form, Traits traits, Operation operation) {
    /**
     * What sets an API apart.
     *
     * @param login whether it needs no token, because it gives one
     * @param upload whether the upload hosts serve it, not the main host
     * @param write whether it changes the account, so that a repetition matters
     */
    public record Traits(boolean login, boolean upload, boolean write) {
        /** Reads only. */
        public static final Traits READ = new Traits(false, false, false);
        /** Changes the account. */
        public static final Traits WRITE = new Traits(false, false, true);
        /** Gives the token. */
        public static final Traits LOGIN = new Traits(true, false, false);
        /** Takes a file, but repetitions of it are harmless. */
        public static final Traits SLICE = new Traits(false, true, false);
        /** Takes a file and adds it to the drive. */
        public static final Traits UPLOAD = new Traits(false, true, true);
    }

    /**
     * A call that only reads.
     *
     * @param method GET or POST
     * @param path with a leading slash
     * @param form what it takes
     * @param operation its work
     * @return the endpoint
     */
    public static Endpoint read(String method, String path, Form form, Operation operation) {
        return new Endpoint(method, path, form, Traits.READ, operation);
    }

    /**
     * A call that changes the account.
     *
     * @param method POST or PUT
     * @param path with a leading slash
     * @param form what it takes
     * @param operation its work
     * @return the endpoint
     */
    public static Endpoint write(String method, String path, Form form, Operation operation) {
        return new Endpoint(method, path, form, Traits.WRITE, operation);
    }
}
