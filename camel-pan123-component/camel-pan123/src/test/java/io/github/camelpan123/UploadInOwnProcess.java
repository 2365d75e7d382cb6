package io.github.camelpan123;

import io.github.camelpan123.account.Tier;
import io.github.camelpan123.platform.FileEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;

/** Uploads one file and ends; to be killed at any moment. */
final class UploadInOwnProcess {

    private UploadInOwnProcess() {}

    /** @param args base URL, client id, secret, file, folder of the journals, MD5 that must be told at the end */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
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
            FileEntry entry = context.createProducerTemplate()
                    .requestBody(
                            "pan123:upload?uploadMode=sliced&duplicate=skipIfSame&uploadConcurrency="
                                    + UploadKilledIT.CONCURRENCY,
                            Path.of(args[3]),
                            FileEntry.class);
            if (!entry.etag().equals(args[5])) {
                throw new IllegalStateException("uploaded " + entry.etag());
            }
        }
    }
}
