package io.github.camelpan123.upload;

import io.github.camelpan123.platform.UploadSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a journal looks like: fields between tabs, the last of each line its checksum. */
final class JournalText {

    private static final String FORMAT = "camel-pan123 upload 1";
    private static final String SESSION = "session";
    private static final String SLICE = "slice";
    private static final int SESSION_FIELDS = 6;
    private static final int SLICE_FIELDS = 2;

    private final String title;
    private final UnaryOperator<String> seal;
    private String last = "";

    /**
     * @param title names the upload, without line ends
     * @param seal makes checksums
     */
    JournalText(String title, UnaryOperator<String> seal) {
        this.title = title;
        this.seal = seal;
    }

    String begin(Journal.Resumable upload) {
        last = "";
        UploadSession session = upload.session();
        List<String> fields = new ArrayList<>(List.of(
                SESSION,
                Long.toString(upload.content().size()),
                upload.content().md5(),
                session.preuploadId(),
                Long.toString(session.sliceSize()),
                upload.since().toString()));
        fields.addAll(session.servers());
        return line(FORMAT + "\t" + title) + line(String.join("\t", fields));
    }

    String slice(int index) {
        return line(SLICE + "\t" + index);
    }

    private String line(String fields) {
        last = seal.apply(last + "\n" + fields);
        return fields + "\t" + last + "\n";
    }

    /**
     * @param done gets the slices that have arrived
     * @return null when the text is empty
     * @throws JournalDamagedException when it is not what was written
     */
    Journal.Resumable read(String text, BitSet done) throws JournalDamagedException {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.endsWith("\n")) {
            throw new JournalDamagedException("its last line is torn");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (!fields(lines[0]).equals(FORMAT + "\t" + title)) {
            throw new JournalDamagedException("it is about something else");
        }
        if (lines.length == 1) {
            throw new JournalDamagedException("it has no session");
        }
        try {
            Journal.Resumable upload = session(fields(lines[1]).split("\t", -1));
            int slices = Slices.count(upload.content().size(), upload.session().sliceSize());
            for (String line : Arrays.asList(lines).subList(2, lines.length)) {
                done.set(slice(fields(line).split("\t", -1), slices));
            }
            return upload;
        } catch (RuntimeException e) {
            throw new JournalDamagedException("it cannot be understood: " + e.getMessage());
        }
    }

    private String fields(String line) throws JournalDamagedException {
        int end = line.lastIndexOf('\t');
        String fields = end < 0 ? line : line.substring(0, end);
        last = seal.apply(last + "\n" + fields);
        if (end < 0 || !line.substring(end + 1).equals(last)) {
            throw new JournalDamagedException("a checksum is wrong");
        }
        return fields;
    }

    private static Journal.Resumable session(String[] fields) {
        if (!fields[0].equals(SESSION) || fields.length <= SESSION_FIELDS) {
            throw new IllegalArgumentException("no session where one should be");
        }
        return new Journal.Resumable(
                new Content(fields[2], Long.parseLong(fields[1])),
                new UploadSession(
                        0,
                        false,
                        fields[3],
                        Long.parseLong(fields[4]),
                        List.of(fields).subList(SESSION_FIELDS, fields.length)),
                Instant.parse(fields[5]));
    }

    private static int slice(String[] fields, int slices) {
        int index = fields.length == SLICE_FIELDS && fields[0].equals(SLICE) ? Integer.parseInt(fields[1]) : -1;
        if (index < 0 || index >= slices) {
            throw new IllegalArgumentException("no slice where one should be");
        }
        return index;
    }
}
