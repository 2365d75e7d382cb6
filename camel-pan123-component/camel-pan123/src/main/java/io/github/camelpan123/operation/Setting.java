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
 * An option of the endpoint that a header can replace for a single message. The name of the header consists of
 * {@code CamelPan123Override} and the name of the option. Header values may be text, bytes or the type of the option.
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Set<Long> SHARE_DAYS = Set.of(0L, 1L, 7L, 30L);
    private static final List<Setting<?>> ALL = new ArrayList<>();

    static final Setting<Long> FILE_ID = number("fileId");
    static final Setting<List<Long>> FILE_IDS = new Setting<>("fileIds", Setting::ids);
    static final Setting<String> PATH = text("path");
    static final Setting<Long> PARENT_FILE_ID = number("parentFileId");
    static final Setting<String> PARENT_PATH = text("parentPath");
    static final Setting<Long> TARGET_PARENT_FILE_ID = number("targetParentFileId");
    static final Setting<String> TARGET_PARENT_PATH = text("targetParentPath");
    static final Setting<String> FILE_NAME = text("fileName");
    static final Setting<String> NEW_NAME = text("newName");
    static final Setting<Duplicate> DUPLICATE = oneOf("duplicate", Duplicate.values());
    static final Setting<String> RESOLUTION = text("resolution");
    static final Setting<String> RESOLUTIONS = text("resolutions");
    static final Setting<Artifact> ARTIFACT = oneOf("artifact", Artifact.values());
    static final Setting<String> SEGMENT_NAME = text("segmentName");
    static final Setting<String> CODEC_NAME = text("codecName");
    static final Setting<Long> VIDEO_TIME = new Setting<>("videoTime", Setting::seconds);
    static final Setting<String> ZIP_NAME = text("zipName");
    static final Setting<String> SHARE_NAME = text("shareName");
    static final Setting<Integer> SHARE_EXPIRE_DAYS = new Setting<>("shareExpireDays", Setting::days);
    static final Setting<String> SHARE_PASSWORD = text("sharePassword");
    static final Setting<String> SOURCE_URL = text("sourceUrl");
    static final Setting<String> CALLBACK_URL = text("callbackUrl");

    /**
     * Groups of settings with the same purpose. An endpoint may set one of each group, and so may the headers of a
     * message.
     */
    static final List<Setting<?>> SUBJECT = List.of(FILE_ID, FILE_IDS, PATH);

    static final List<Setting<?>> PARENT = List.of(PARENT_FILE_ID, PARENT_PATH);
    static final List<Setting<?>> TARGET = List.of(TARGET_PARENT_FILE_ID, TARGET_PARENT_PATH);
    static final List<Setting<?>> LISTED = List.of(PATH, PARENT_FILE_ID, PARENT_PATH);
    static final List<Setting<?>> NAMED_BELOW = List.of(FILE_NAME, PARENT_FILE_ID, PARENT_PATH);

    /** Parses a value of any type, because some transports convert headers to text or bytes. */
    private interface Parser<T> {
        T parse(String what, Object value);
    }

    private final String option;
    private final Parser<T> parser;

    private Setting(String option, Parser<T> parser) {
        this.option = option;
        this.parser = parser;
        ALL.add(this);
    }

    private static Setting<Long> number(String option) {
        return new Setting<>(option, Setting::wholeNumber);
    }

    private static Setting<String> text(String option) {
        return new Setting<>(option, (what, value) -> value.toString());
    }

    private static <E extends Enum<E>> Setting<E> oneOf(String option, E[] values) {
        return new Setting<>(option, (what, value) -> Arrays.stream(values)
                .filter(one -> one.name().equalsIgnoreCase(value.toString().strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        what + "=" + BodySubjects.quoted(value) + " is not one of " + Arrays.toString(values))));
    }

    /** Returns all settings. */
    public static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    /** Returns the name of the option. */
    public String option() {
        return option;
    }

    /** Returns the name of the header that replaces the option. */
    public String header() {
        return "CamelPan123Override" + option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
    }

    /** Returns the value of the option; null if it is not set. */
    T of(OperationOptions options) {
        return parse("The option " + option, options.settings().get(option));
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
            throw new IllegalArgumentException(what + "=" + seconds + " is no length in seconds; it is greater than 0");
        }
        return seconds;
    }

    private static Integer days(String what, Object value) {
        Long days = wholeNumber(what, value);
        if (!SHARE_DAYS.contains(days)) {
            throw new IllegalArgumentException(what + "=" + days + " is not one of 0, 1, 7, 30; 0 is for ever");
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
