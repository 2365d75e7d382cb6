package io.github.camelpan123;

import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.FileEntry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** Gets ready, uploads one file when it is told to, and ends; to be killed at any moment. */
final class UploadInOwnProcess {

    private UploadInOwnProcess() {}

    /**
     * Reads the name on the drive, the MD5 that must be told at the end, what to do when the name is taken, and the
     * folder of the digest cache, which may be empty for none, each in a line of the standard input. Ends when there is
     * none.
     *
     * @param args base URL, client id, secret, file, folder of the journals
     */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            Pan123Configuration options = component.getConfiguration();
            options.setBaseUrl(args[0]);
            options.setClientId(args[1]);
            options.setClientSecret(args[2]);
            options.setTier(Tier.free);
            options.setJournalDirectory(args[4]);
            Map<String, Object> limits = new HashMap<>();
            List.of("uploadCreate", "uploadComplete", "fileListV2", "fileInfos")
                    .forEach(name -> limits.put(name, "1000"));
            options.setRateLimits(limits);
            context.addComponent("pan123", component);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            context.getEndpoint(uri("skipIfSame")).start();
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String name = orders.readLine();
            String md5 = orders.readLine();
            String duplicate = orders.readLine();
            String digests = orders.readLine();
            if (digests == null) {
                return;
            }
            FileEntry entry = template.requestBodyAndHeader(
                    uri(duplicate) + (digests.isEmpty() ? "" : "&digestCacheDirectory=" + digests),
                    Path.of(args[3]),
                    Pan123Constants.OVERRIDE_FILE_NAME,
                    name,
                    FileEntry.class);
            if (!entry.etag().equals(md5)) {
                throw new IllegalStateException("uploaded " + entry.etag());
            }
        }
    }

    private static String uri(String duplicate) {
        return "pan123:upload?uploadMode=sliced&duplicate=" + duplicate + "&uploadConcurrency="
                + UploadKilledIT.CONCURRENCY;
    }
}
