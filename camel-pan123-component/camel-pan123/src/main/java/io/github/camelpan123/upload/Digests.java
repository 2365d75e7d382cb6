package io.github.camelpan123.upload;

import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

/** Computes MD5 digests of content. */
final class Digests {

    private static final int BUFFER = 256 * 1024;
    private static final int BUFFERS = 8;

    private Digests() {}

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the digest of a part. */
    static String of(UploadSource source, long offset, long length) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        try (InputStream in = source.open(offset, length)) {
            for (long left = length; left > 0; ) {
                int read = read(in, buffer, left);
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return hex(digest);
    }

    private static String of(UploadSource.InMemory inMemory) {
        MessageDigest digest = md5();
        inMemory.digest(digest);
        return hex(digest);
    }

    /** Digests the whole content only. */
    static HashedContent whole(UploadSource source, LongConsumer progress) throws IOException {
        String md5 = source instanceof UploadSource.InMemory inMemory ? of(inMemory) : of(source, 0, source.size());
        progress.accept(source.size());
        return HashedContent.whole(source, md5);
    }

    /**
     * Digests the whole content and its slices, with a single read. Three threads share the work,
     * because an MD5 cannot be computed in parts: the calling thread reads, one thread digests the whole and one the
     * slices. The digest of the first slice is a copy of the whole's digest at the end of that slice.
     *
     * @param digesters executes tasks that never wait
     * @param progress receives the number of bytes read so far, after each buffer
     */
    static HashedContent withSlices(UploadSource source, long sliceSize, Executor digesters, LongConsumer progress)
            throws IOException {
        long size = source.size();
        SliceDigests digests = new SliceDigests(size, sliceSize);
        byte[][] buffers = new byte[(int) Math.min(BUFFERS, 1 + size / BUFFER)][(int) Math.min(BUFFER, size)];
        CompletableFuture<?>[] free = new CompletableFuture<?>[buffers.length];
        Arrays.fill(free, Futures.completed(null));
        CompletableFuture<Void> whole = Futures.completed(null);
        CompletableFuture<Void> slices = whole;
        try (InputStream in = source.open(0, size)) {
            long done = 0;
            for (int next = 0; done < size; next = (next + 1) % buffers.length) {
                free[next].join();
                byte[] buffer = buffers[next];
                // a buffer never contains bytes of two slices
                int length = read(in, buffer, Math.min(size - done, sliceSize - done % sliceSize));
                boolean first = done < sliceSize;
                done += length;
                long end = done;
                whole = whole.thenRunAsync(() -> digests.whole(buffer, length, end), digesters);
                if (!first) {
                    slices = slices.thenRunAsync(() -> digests.slice(buffer, length, end), digesters);
                }
                free[next] = Futures.allOf(whole, slices);
                progress.accept(done);
            }
            Futures.allOf(whole, slices).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new Pan123ShutdownException(null);
            }
            throw e;
        }
        return digests.of(source);
    }

    private static int read(InputStream in, byte[] buffer, long left) throws IOException {
        int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
            throw new SourceChangedException("The content became shorter while it was read", null);
        }
        return read;
    }

    /**
     * Digests content that arrives in order. No part contains bytes of two slices. All slices but the first are
     * digested twice.
     */
    private static final class SliceDigests {
        private final long size;
        private final long sliceSize;
        private final MessageDigest whole = md5();
        private final MessageDigest slice = md5();
        private final List<String> others = new ArrayList<>();
        private String first;

        SliceDigests(long size, long sliceSize) {
            this.size = size;
            this.sliceSize = sliceSize;
        }

        void whole(byte[] buffer, int length, long end) {
            whole.update(buffer, 0, length);
            if (end == Math.min(size, sliceSize)) {
                first = soFar();
            }
        }

        /**
         * Returns the digest so far; null if the security provider cannot copy it. The slice is then digested when it
         * is sent.
         */
        private String soFar() {
            try {
                return hex((MessageDigest) whole.clone());
            } catch (CloneNotSupportedException e) {
                return null;
            }
        }

        void slice(byte[] buffer, int length, long end) {
            slice.update(buffer, 0, length);
            if (end % sliceSize == 0 || end == size) {
                others.add(hex(slice));
            }
        }

        HashedContent of(UploadSource source) {
            List<String> slices = new ArrayList<>();
            if (size > 0) {
                slices.add(first);
                slices.addAll(others);
            }
            return new HashedContent(source, hex(whole), sliceSize, slices);
        }
    }
}
