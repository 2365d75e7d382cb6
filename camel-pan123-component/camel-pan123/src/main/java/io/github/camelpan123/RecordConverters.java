package io.github.camelpan123;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.CopiedFile;
import io.github.camelpan123.api.CopiedFiles;
import io.github.camelpan123.api.Estimate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.OfflineProgress;
import io.github.camelpan123.api.OfflineTask;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.ShareLink;
import io.github.camelpan123.api.TranscodeJob;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeStart;
import io.github.camelpan123.api.UserInfo;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.RuntimeCamelException;

/**
 * Converts the records of the component to maps, for templates and data formats. Records without confidential data are
 * also converted to JSON. Times become text such as {@code 2025-02-24T09:57:01Z}, which every data format supports.
 */
@Converter(generateLoader = true)
public final class RecordConverters {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordConverters() {}

    @Converter
    public static Map<String, Object> toMap(FileEntry entry) {
        return members(entry);
    }

    @Converter
    public static Map<String, Object> toMap(UserInfo user) {
        return members(user);
    }

    @Converter
    public static Map<String, Object> toMap(ShareLink link) {
        return members(link);
    }

    @Converter
    public static Map<String, Object> toMap(Share share) {
        return members(share);
    }

    @Converter
    public static Map<String, Object> toMap(OfflineProgress progress) {
        return members(progress);
    }

    @Converter
    public static Map<String, Object> toMap(TranscodeResolutions resolutions) {
        return members(resolutions);
    }

    @Converter
    public static Map<String, Object> toMap(TranscodeJob job) {
        return members(job);
    }

    @Converter
    public static Map<String, Object> toMap(TranscodeResult result) {
        return members(result);
    }

    @Converter
    public static Map<String, Object> toMap(Folder folder) {
        return members(folder);
    }

    @Converter
    public static Map<String, Object> toMap(CopiedFile copy) {
        return members(copy);
    }

    @Converter
    public static Map<String, Object> toMap(CopiedFiles copies) {
        return members(copies);
    }

    @Converter
    public static Map<String, Object> toMap(OfflineTask task) {
        return members(task);
    }

    @Converter
    public static Map<String, Object> toMap(TranscodeStart start) {
        return members(start);
    }

    @Converter
    public static Map<String, Object> toMap(Estimate estimate) {
        return members(estimate);
    }

    @Converter
    public static String toJson(Estimate estimate) {
        return json(estimate);
    }

    @Converter
    public static String toJson(FileEntry entry) {
        return json(entry);
    }

    @Converter
    public static String toJson(UserInfo user) {
        return json(user);
    }

    @Converter
    public static String toJson(OfflineProgress progress) {
        return json(progress);
    }

    @Converter
    public static String toJson(Folder folder) {
        return json(folder);
    }

    @Converter
    public static String toJson(CopiedFile copy) {
        return json(copy);
    }

    @Converter
    public static String toJson(CopiedFiles copies) {
        return json(copies);
    }

    @Converter
    public static String toJson(OfflineTask task) {
        return json(task);
    }

    @Converter
    public static String toJson(TranscodeStart start) {
        return json(start);
    }

    private static String json(Record value) {
        try {
            return JSON.writeValueAsString(members(value));
        } catch (JsonProcessingException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static Map<String, Object> members(Record value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                members.put(component.getName(), plain(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new RuntimeCamelException(e);
            }
        }
        return members;
    }

    private static Object plain(Object value) {
        if (value instanceof Duration duration) {
            return duration.toString();
        }
        if (value instanceof Instant time) {
            return time.toString();
        }
        if (value instanceof Record part) {
            return members(part);
        }
        if (value instanceof List<?> all) {
            return all.stream().map(RecordConverters::plain).toList();
        }
        return value;
    }
}
