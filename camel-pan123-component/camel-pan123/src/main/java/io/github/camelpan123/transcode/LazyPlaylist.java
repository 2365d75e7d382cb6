package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123SpaceFullException;
import io.github.camelpan123.platform.ProductUrl;
import io.github.camelpan123.platform.TranscodeCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The playlist of one resolution with its entries rewritten to local names, fetched when the first byte is read; who
 * never reads costs no call. Reading fails with a typed exception of the platform's calls.
 */
public final class LazyPlaylist extends InputStream {

    private static final int LONGEST = 16 * 1024 * 1024;

    private final AccountLease account;
    private final long fileId;
    private final String resolution;
    private InputStream content;

    /** @param resolution in upper case */
    public LazyPlaylist(AccountLease account, long fileId, String resolution) {
        this.account = account;
        this.fileId = fileId;
        this.resolution = resolution;
    }

    private InputStream content() throws IOException {
        if (content == null) {
            ProductUrl product = account.await(TranscodeCalls.playlist(fileId, resolution));
            if (product.full()) {
                throw new Pan123SpaceFullException(Api.TRANSCODE_SEGMENT_DOWNLOAD);
            }
            try (InputStream remote = account.content().open(Api.TRANSCODE_SEGMENT_DOWNLOAD, product.url())) {
                content = new ByteArrayInputStream(Playlist.withLocalNames(remote.readNBytes(LONGEST)));
            }
        }
        return content;
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return content().read(target, offset, length);
    }

    @Override
    public int available() {
        return 0;
    }
}
