package io.github.camelpan123.upload;

import io.github.camelpan123.platform.Pan123ShutdownException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Digests a content in one read: this thread reads and digests the whole, a second one digests the slices. Either
 * alone would take twice as long, because MD5 cannot be split.
 */
final class Digests {

    private static final int BUFFER = 256 * 1024;
    private static final int BUFFERS = 8;
    private static final byte[] GONE = new byte[0];
    private static final Block END = new Block(new byte[0], 0);

    private record Block(byte[] bytes, int length) {}

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

    /** The digest of one part. */
    static String of(UploadSource source, long offset, long length) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        try (InputStream in = source.open(offset, length)) {
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw cut();
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return hex(digest);
    }

    private static String of(BufferSource inMemory) {
        MessageDigest digest = md5();
        inMemory.digest(digest);
        return hex(digest);
    }

    /** The digest of the whole alone. */
    static Fingerprint whole(UploadSource source, LongConsumer progress) throws IOException {
        String md5 = source instanceof BufferSource inMemory ? of(inMemory) : of(source, 0, source.size());
        progress.accept(source.size());
        return new Fingerprint(md5, 0, List.of());
    }

    /**
     * The digests of the whole and of its slices.
     *
     * @param second where the second thread comes from
     * @param progress told how many bytes are done, after each buffer
     */
    static Fingerprint withSlices(UploadSource source, long sliceSize, Executor second, LongConsumer progress)
            throws IOException {
        BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
        // with room for the word that nobody empties them any more
        BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BUFFERS + 1);
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new byte[BUFFER]);
        }
        Thread reader = Thread.currentThread();
        CompletableFuture<List<String>> slices = CompletableFuture.supplyAsync(
                () -> {
                    if (Thread.currentThread() == reader) {
                        // whoever gives threads is being closed, and this one would wait for itself
                        throw new Pan123ShutdownException(null);
                    }
                    return slices(filled, empty, sliceSize);
                },
                second);
        slices.whenComplete((all, failure) -> {
            if (failure != null) {
                empty.add(GONE);
            }
        });
        try {
            String md5 = feed(source, filled, empty, progress);
            return new Fingerprint(md5, sliceSize, slices.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading the content", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Pan123ShutdownException closing) {
                throw closing;
            }
            throw new IOException("The slices could not be digested", e.getCause());
        } finally {
            filled.offer(END);
        }
    }

    private static String feed(
            UploadSource source, BlockingQueue<Block> filled, BlockingQueue<byte[]> empty, LongConsumer progress)
            throws IOException, InterruptedException {
        MessageDigest digest = md5();
        long done = 0;
        try (InputStream in = source.open(0, source.size())) {
            while (done < source.size()) {
                byte[] buffer = empty.take();
                if (buffer == GONE) {
                    break;
                }
                int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, source.size() - done));
                if (read <= 0) {
                    throw cut();
                }
                filled.put(new Block(buffer, read));
                digest.update(buffer, 0, read);
                done += read;
                progress.accept(done);
            }
        }
        filled.put(END);
        return hex(digest);
    }

    private static List<String> slices(BlockingQueue<Block> filled, BlockingQueue<byte[]> empty, long sliceSize) {
        List<String> all = new ArrayList<>();
        MessageDigest digest = md5();
        long inSlice = 0;
        try {
            for (Block block = filled.take(); block != END; block = filled.take()) {
                int offset = 0;
                while (offset < block.length()) {
                    int part = (int) Math.min(block.length() - offset, sliceSize - inSlice);
                    digest.update(block.bytes(), offset, part);
                    offset += part;
                    inSlice += part;
                    if (inSlice == sliceSize) {
                        all.add(hex(digest));
                        inSlice = 0;
                    }
                }
                empty.put(block.bytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (inSlice > 0) {
            all.add(hex(digest));
        }
        return List.copyOf(all);
    }

    private static IOException cut() {
        return new SourceChangedException("The content became shorter while it was read", null);
    }
}
