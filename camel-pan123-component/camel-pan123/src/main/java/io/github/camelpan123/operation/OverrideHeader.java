package io.github.camelpan123.operation;

import io.github.camelpan123.api.Artifact;
import io.github.camelpan123.api.Duplicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header that replaces an option of the endpoint for a single message. The name of the header consists of
 * {@code CamelPan123Override} and the name of the option. Header values may be text, bytes or the type of the option.
 *
 * @param <T> the type of the value
 */
public final class OverrideHeader<T> {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Set<Long> SHARE_DAYS = Set.of(0L, 1L, 7L, 30L);
    private static final List<OverrideHeader<?>> ALL = new ArrayList<>();

    static final OverrideHeader<Long> FILE_ID = number("fileId");
    static final OverrideHeader<List<Long>> FILE_IDS = new OverrideHeader<>("fileIds", OverrideHeader::ids);
    static final OverrideHeader<String> PATH = text("path");
    static final OverrideHeader<Long> PARENT_FILE_ID = number("parentFileId");
    static final OverrideHeader<String> PARENT_PATH = text("parentPath");
    static final OverrideHeader<Long> TARGET_PARENT_FILE_ID = number("targetParentFileId");
    static final OverrideHeader<String> TARGET_PARENT_PATH = text("targetParentPath");
    static final OverrideHeader<String> FILE_NAME = text("fileName");
    static final OverrideHeader<String> NEW_NAME = text("newName");
    static final OverrideHeader<Duplicate> DUPLICATE = oneOf("duplicate", Duplicate.values());
    static final OverrideHeader<String> RESOLUTION = text("resolution");
    static final OverrideHeader<String> RESOLUTIONS = text("resolutions");
    static final OverrideHeader<Artifact> ARTIFACT = oneOf("artifact", Artifact.values());
    static final OverrideHeader<String> SEGMENT_NAME = text("segmentName");
    static final OverrideHeader<String> CODEC_NAME = text("codecName");
    static final OverrideHeader<Long> VIDEO_TIME = new OverrideHeader<>("videoTime", OverrideHeader::seconds);
    static final OverrideHeader<String> ZIP_NAME = text("zipName");
    static final OverrideHeader<String> SHARE_NAME = text("shareName");
    static final OverrideHeader<Integer> SHARE_EXPIRE_DAYS =
            new OverrideHeader<>("shareExpireDays", OverrideHeader::days);
    static final OverrideHeader<String> SHARE_PASSWORD = text("sharePassword");
    static final OverrideHeader<String> SOURCE_URL = text("sourceUrl");
    static final OverrideHeader<String> CALLBACK_URL = text("callbackUrl");

    /**
     * Groups with the same purpose. An endpoint may set one of each group, and so may the headers of a
     * message.
     */
    static final List<OverrideHeader<?>> SUBJECT = List.of(FILE_ID, FILE_IDS, PATH);

    static final List<OverrideHeader<?>> PARENT = List.of(PARENT_FILE_ID, PARENT_PATH);
    static final List<OverrideHeader<?>> TARGET = List.of(TARGET_PARENT_FILE_ID, TARGET_PARENT_PATH);
    static final List<OverrideHeader<?>> LISTED = List.of(PATH, PARENT_FILE_ID, PARENT_PATH);
    static final List<OverrideHeader<?>> NAMED_BELOW = List.of(FILE_NAME, PARENT_FILE_ID, PARENT_PATH);

    /** Parses a value of any type, because some transports convert headers to text or bytes. */
    private interface Parser<T> {
        T parse(String what, Object value);
    }

    private final String option;
    private final Parser<T> parser;

    private OverrideHeader(String option, Parser<T> parser) {
        this.option = option;
        this.parser = parser;
        ALL.add(this);
    }

    private static OverrideHeader<Long> number(String option) {
        return new OverrideHeader<>(option, OverrideHeader::wholeNumber);
    }

    private static OverrideHeader<String> text(String option) {
        return new OverrideHeader<>(option, (what, value) -> value.toString());
    }

    private static <E extends Enum<E>> OverrideHeader<E> oneOf(String option, E[] values) {
        return new OverrideHeader<>(option, (what, value) -> Arrays.stream(values)
                .filter(one -> one.name().equalsIgnoreCase(value.toString().strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        what + "=" + BodySubjects.quoted(value) + " is not one of " + Arrays.toString(values))));
    }

    /** Returns all Override headers. */
    public static List<OverrideHeader<?>> all() {
        return List.copyOf(ALL);
    }

    /** Returns the name of the option that it replaces. */
    public String option() {
        return option;
    }

    /** Returns the name of the header. */
    public String header() {
        return "CamelPan123Override" + option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
    }

    /** Returns the value of the option; null if it is not set. */
    T of(OperationOptions options) {
        return parse("The option " + option, options.replaceable().get(option));
    }

    /** Returns the value of a header; null if it is empty. */
    T of(String header, Object value) {
        return parse("The header " + header, value);
    }

    private T parse(String what, Object value) {
        Object plain = HeaderValue.of(value);
        return plain == null ? null : parser.parse(what, plain);
    }

    static Long wholeNumber(String what, Object value) {
        String text = value.toString().strip();
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + "=" + BodySubjects.quoted(value) + " is not a whole number (Long)");
        }
        return Long.valueOf(text);
    }

    private static Long seconds(String what, Object value) {
        Long seconds = wholeNumber(what, value);
        if (seconds <= 0) {
            throw new IllegalArgumentException(
                    what + "=" + seconds + " is not a length in seconds; it must be greater than 0");
        }
        return seconds;
    }

    private static Integer days(String what, Object value) {
        Long days = wholeNumber(what, value);
        if (!SHARE_DAYS.contains(days)) {
            throw new IllegalArgumentException(
                    what + "=" + days + " is not one of 0, 1, 7, 30; 0 means that the share does not expire");
        }
        return days.intValue();
    }

    private static List<Long> ids(String what, Object value) {
        Collection<?> all = value instanceof Collection<?> many
                ? many
                : Arrays.asList(value.toString().split(",", -1));
        List<Long> ids = new ArrayList<>(all.size());
        for (Object one : all) {
            String text = String.valueOf(one).strip();
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        what + " holds '" + BodySubjects.quoted(one) + "', which is not an id");
            }
            ids.add(Long.valueOf(text));
        }
        return ids;
    }
}
