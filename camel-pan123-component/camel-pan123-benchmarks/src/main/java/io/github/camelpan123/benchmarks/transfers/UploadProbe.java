package io.github.camelpan123.benchmarks.transfers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Endpoint;

/**
 * Uploads files in slices when it is told to. It uses nothing that earlier builds of the component do not have, so that
 * it can run with one of them as well.
 */
public final class UploadProbe {

    private UploadProbe() {}

    /**
     * Uploads each file that standard input names, and answers a line when it is there.
     *
     * @param args the server
     * @throws IOException if an upload failed
     */
    public static void main(String[] args) throws IOException {
        try (Component component = new Component(args[0])) {
            Endpoint upload = component.endpoint("pan123:upload?uploadMode=sliced");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int number = 0;
            for (String file = in.readLine(); file != null; file = in.readLine()) {
                component.upload(upload, new File(file), "large" + ++number);
                System.out.println("done");
                System.out.flush();
            }
        }
        System.exit(0);
    }
}
