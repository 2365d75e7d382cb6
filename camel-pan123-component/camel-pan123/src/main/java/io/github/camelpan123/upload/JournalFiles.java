package io.github.camelpan123.upload;

import io.github.camelpan123.support.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one journal that nodes take over from each other. Each owner writes a file of its own, whose name has
 * the owner's number. So an owner that wakes up after another has taken over cannot change the file of that one. While
 * nobody owns the journal, the file has no number.
 *
 * @param free the file without a number
 */
record JournalFiles(Path free) {

    private static final String END = ".journal";
    private static final String LOCK = ".lock";

    Path of(long number) {
        return free.resolveSibling(name() + "." + number + END);
    }

    private String name() {
        String file = free.getFileName().toString();
        return file.substring(0, file.length() - END.length());
    }

    /** Returns the numbers of all owners that left a file, the highest first. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        Pattern pattern = Pattern.compile(Pattern.quote(name()) + "\\.(\\d{1,18})\\.journal");
        if (Files.isDirectory(free.getParent())) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(free.getParent(), name() + ".*" + END)) {
                for (Path file : all) {
                    Matcher matcher = pattern.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        numbers.add(Long.valueOf(matcher.group(1)));
                    }
                }
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    boolean exist() throws IOException {
        return Files.exists(free) || !numbers().isEmpty();
    }

    /** Copies what the last owner before has written. */
    Path copy(long number) throws IOException {
        Path own = of(number);
        PrivateFiles.folder(free.toAbsolutePath().getParent());
        PrivateFiles.write(own, last(number));
        return own;
    }

    /**
     * Deletes the files of all owners before, who find by this that they have lost the journal.
     *
     * @param sure whether the owner still is the last one. Asked right before the file without a number is deleted,
     *     because that may be one that a later owner has given up
     * @return false if that file is not deleted for this reason
     */
    boolean deleteBefore(long number, BooleanSupplier sure) throws IOException {
        for (long other : numbers()) {
            if (other < number) {
                delete(of(other));
            }
        }
        if (!sure.getAsBoolean()) {
            return false;
        }
        delete(free);
        return true;
    }

    /** Deletes the file of an owner that has lost the journal. */
    void deleteOwn(long number) throws IOException {
        delete(of(number));
    }

    private byte[] last(long number) throws IOException {
        while (true) {
            Path last = numbers().stream()
                    .filter(other -> other < number)
                    .findFirst()
                    .map(this::of)
                    .orElse(free);
            try {
                return Files.readAllBytes(last);
            } catch (NoSuchFileException gone) {
                if (last.equals(free)) {
                    return new byte[0];
                }
                // its owner has just given it up
            }
        }
    }

    /** Makes the file of an owner the one that nobody owns. */
    void giveUp(long number) throws IOException {
        try {
            Files.move(of(number), free, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException gone) {
            // the upload is over, or another owner has taken it over
            return;
        }
        delete(of(number));
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        // of a process that was killed
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + LOCK));
    }
}
