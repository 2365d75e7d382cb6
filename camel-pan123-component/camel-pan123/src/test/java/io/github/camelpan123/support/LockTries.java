package io.github.camelpan123.support;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A process that tries to take a lock, or holds one, whenever it is told. */
final class LockTries {

    private LockTries() {}

    /** Takes the orders {@code try} and {@code hold} and answers with {@code free} or {@code taken}. */
    public static void main(String[] args) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            Optional<FileMutex> mutex = FileMutex.tryAcquire(Path.of(args[0]));
            System.out.println(mutex.isPresent() ? "free" : "taken");
            if (mutex.isPresent() && order.equals("try")) {
                mutex.get().close();
            }
        }
    }
}
