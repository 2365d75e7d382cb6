package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** A stream that was written to disk. Its file has no name any more, so all parts share the one channel. */
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
