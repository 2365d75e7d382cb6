package io.github.camelpan123;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.consumer.AccountUse;
import io.github.camelpan123.consumer.ClaimingConsumer;
import io.github.camelpan123.consumer.FileConsumerOptions;
import io.github.camelpan123.consumer.FileMemory;
import io.github.camelpan123.consumer.FileTracker;
import io.github.camelpan123.consumer.Reporter;
import io.github.camelpan123.consumer.Tracker;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.NameFilter;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;

/** Creates an exchange for each new file of a folder. */
@ManagedResource(description = "A polling consumer of the 123pan platform")
public final class Pan123FileConsumer extends ClaimingConsumer<DriveFile> {

    private final Pan123Endpoint endpoint;
    private final ConsumerAccount account;
    private final FileConsumerOptions options;
    private FileMemory memory;

    /** @throws IllegalArgumentException if options contradict each other; the message contains their names */
    Pan123FileConsumer(Pan123Endpoint endpoint, Processor processor) {
        this(endpoint, processor, new ConsumerAccount(endpoint));
    }

    private Pan123FileConsumer(Pan123Endpoint endpoint, Processor processor, ConsumerAccount account) {
        this(endpoint, processor, account, options(endpoint, account));
    }

    private Pan123FileConsumer(
            Pan123Endpoint endpoint, Processor processor, ConsumerAccount account, FileConsumerOptions options) {
        super(endpoint, processor, options.repository(), options.eager());
        this.endpoint = endpoint;
        this.account = account;
        this.options = options;
    }

    private static FileConsumerOptions options(Pan123Endpoint endpoint, ConsumerAccount account) {
        Pan123Configuration options = endpoint.getConfiguration();
        if (options.getMaxResults() != 0) {
            throw new IllegalArgumentException("maxResults=" + options.getMaxResults()
                    + " is for producers; a consumer is bounded by maxMessagesPerPoll");
        }
        if (options.isIncludeTrashed() || options.isTrashedOnly()) {
            throw new IllegalArgumentException(
                    "includeTrashed and trashedOnly are for producers; files in the recycle bin cannot be read");
        }
        DownloadOptions download = EndpointOptions.download(options);
        return new FileConsumerOptions(
                options.getParentFileId() == null ? 0 : options.getParentFileId(),
                folder(options),
                EndpointOptions.list(options, NameFilter.ALL),
                NameFilter.of(options.getInclude(), options.getExclude()),
                new FileConsumerOptions.Afterwards(
                        options.getAfterRead(),
                        path("moveTo", options.getMoveTo()),
                        options.getMoveDuplicate(),
                        options.isDeleteUnread(),
                        options.getMaxAttempts(),
                        path("moveFailed", options.getMoveFailed())),
                options.getIdempotentRepository(),
                options.isIdempotentEager(),
                entry -> account.binding().downloader().content(entry, download));
    }

    private static DrivePath path(String option, String path) {
        return path == null ? null : DrivePath.parse(option, path);
    }

    /** Returns the path of the folder; null if an ID is set instead. */
    private static DrivePath folder(Pan123Configuration options) {
        if (options.getPath() != null) {
            return DrivePath.parse("path", options.getPath());
        }
        if (options.getParentFileId() != null) {
            return null;
        }
        return options.getParentPath() == null
                ? DrivePath.ROOT
                : DrivePath.parse("parentPath", options.getParentPath());
    }

    @Override
    protected AccountUse enterAccount() {
        return account.enter();
    }

    @Override
    protected Tracker<DriveFile> openTracker(Reporter reporter) {
        endpoint.keepAccount();
        AccountBinding binding = account.binding();
        String folder = folderName();
        memory = endpoint.getComponent()
                .acquireMemory(
                        this, binding.account().key() + " files of " + folder, FileMemory.class, FileMemory::new);
        return new FileTracker(binding.account(), binding.drive(), options, memory, reporter);
    }

    private String folderName() {
        return options.folder() == null
                ? "id " + options.folderId()
                : options.folder().toString();
    }

    @Override
    protected String subject() {
        return "files of " + folderName();
    }

    @Override
    protected String operation() {
        return Pan123Operation.listFiles.name();
    }

    @Override
    protected void closeTracker() {
        if (memory != null) {
            endpoint.getComponent().memories().release(memory);
            memory = null;
        }
    }

    @Override
    protected void describe(Message message, DriveFile file) {
        // a search returns files of any folder
        MessageOutput.writeFile(
                message, file, endpoint.getConfiguration().getSearch() == null ? options.folder() : null);
    }
}
