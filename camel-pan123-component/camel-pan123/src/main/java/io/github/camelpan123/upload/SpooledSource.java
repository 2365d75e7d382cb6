package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** A stream stored on disk. All parts share one channel, because the file no longer has a name. */
record SpooledSource(FileChannel channel, long size) implements UploadSource {

    @Override
    public InputStream open(long offset, long length) {
        return new FileRegionInputStream(channel, false, offset, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
