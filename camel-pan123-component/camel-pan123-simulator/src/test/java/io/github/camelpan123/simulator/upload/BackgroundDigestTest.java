package io.github.camelpan123.simulator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** However the bytes come, and whoever is there to help, the MD5 is that of the bytes. */
class BackgroundDigestTest {
    private static void check(int seed) throws Exception {
        Random random = new Random(seed);
        MessageDigest expected = MessageDigest.getInstance("MD5");
        BackgroundDigest digest = new BackgroundDigest();
        byte[] bytes = new byte[300_000];
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            random.nextBytes(bytes);
            int from = random.nextInt(1000);
            int most = random.nextBoolean() ? 20_000 : bytes.length - from;
            int length = random.nextInt(most);
            digest.update(bytes, from, length);
            expected.update(bytes, from, length);
        }
        assertThat(digest.hex()).as("seed %d", seed).isEqualTo(HexFormat.of().formatHex(expected.digest()));
    }

    @Test
    void isTheMd5OfWhatCame() throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            check(seed);
        }
    }

    @Test
    void needsNoHelper() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try {
            for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            for (int seed = 0; seed < 20; seed++) {
                check(seed);
            }
        } finally {
            end.countDown();
        }
    }
}
