package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.protocol.Form;

/**
 * One API of the platform.
 *
 * @param method GET, POST or PUT
 * @param path with a leading slash
 * @param form its parameters
 * @param traits its properties for the gateway
 * @param operation its implementation
 */
public record Endpoint(String method, String path, Form form, Traits traits, Operation operation) {
    /**
     * The properties of an API.
     *
     * @param login whether it is the login, which needs no token
     * @param upload whether the upload hosts serve it instead of the main host
     * @param write whether it changes the account, so that repetitions are counted
     */
    public record Traits(boolean login, boolean upload, boolean write) {
        /** A read-only call. */
        public static final Traits READ = new Traits(false, false, false);
        /** A call that changes the account. */
        public static final Traits WRITE = new Traits(false, false, true);
        /** The login. */
        public static final Traits LOGIN = new Traits(true, false, false);
        /** A call that sends a file and can be repeated without harm. */
        public static final Traits SLICE = new Traits(false, true, false);
        /** A call that sends a file and adds it to the drive. */
        public static final Traits UPLOAD = new Traits(false, true, true);
    }

    /**
     * Creates an endpoint of a read-only call.
     *
     * @param method GET or POST
     * @param path with a leading slash
     * @param form its parameters
     * @param operation its implementation
     * @return the endpoint
     */
    public static Endpoint read(String method, String path, Form form, Operation operation) {
        return new Endpoint(method, path, form, Traits.READ, operation);
    }

    /**
     * Creates an endpoint of a call that changes the account.
     *
     * @param method POST or PUT
     * @param path with a leading slash
     * @param form its parameters
     * @param operation its implementation
     * @return the endpoint
     */
    public static Endpoint write(String method, String path, Form form, Operation operation) {
        return new Endpoint(method, path, form, Traits.WRITE, operation);
    }
}
