package io.github.camelpan123.download;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.http.ContentClient;
import java.io.InputStream;

/** A remote file whose readers share its URL until that expires. */
final class RemoteDownload implements Downloadable {

    private final AccountLease account;
    private final ContentClient content;
    private final RemoteFile file;
    private final ExpiringUrl address;
    private final DownloadOptions options;
    private final Runnable read;

    /** @param read runs each time the content was read */
    RemoteDownload(
            AccountLease account,
            ContentClient content,
            RemoteFile file,
            ExpiringUrl address,
            DownloadOptions options,
            Runnable read) {
        this.account = account;
        this.content = content;
        this.file = file;
        this.address = address;
        this.options = options;
        this.read = read;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public InputStream open() {
        return stream();
    }

    DownloadStream stream() {
        return new DownloadStream(new ResumingReader(account, content, file, address, options), read);
    }

    @Override
    public String toString() {
        return "Download[" + file + "]";
    }
}
