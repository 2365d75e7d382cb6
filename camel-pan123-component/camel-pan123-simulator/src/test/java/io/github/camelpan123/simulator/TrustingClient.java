package io.github.camelpan123.simulator;

import java.net.http.HttpClient;

/** A program that logs in at a simulator, trusting whom its JVM was told to trust. */
final class TrustingClient {
    private TrustingClient() {}

    public static void main(String[] arguments) {
        ApiClient client = new ApiClient(arguments[0], arguments[1], arguments[2], HttpClient.newHttpClient()).login();
        System.out.println("code " + client.get("/api/v1/user/info").get("code"));
    }
}
