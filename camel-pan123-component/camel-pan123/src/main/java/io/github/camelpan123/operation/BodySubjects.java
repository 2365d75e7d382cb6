package io.github.camelpan123.operation;

import io.github.camelpan123.api.Downloadable;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/** Determines the files that a body identifies. */
final class BodySubjects {

    private static final int MOST_QUOTED = 80;

    private BodySubjects() {}

    /**
     * Returns the files.
     *
     * @return empty if the body is content, which identifies no file
     * @throws IllegalArgumentException if any other body identifies no file
     */
    static List<Subject> of(Object body) {
        if (body instanceof Collection<?> all) {
            if (all.isEmpty()) {
                throw new IllegalArgumentException("The body is an empty list, which names no file");
            }
            List<Subject> subjects = new ArrayList<>();
            all.forEach(element -> addElement(element, subjects));
            return distinct(subjects);
        }
        return content(body)
                ? List.of()
                : List.of(Subject.of(body)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The body names no file: " + describe(body) + FileSelector.WAYS)));
    }

    private static void addElement(Object element, List<Subject> subjects) {
        if (element instanceof Exchange exchange) {
            addMessage(exchange.getMessage(), subjects);
        } else if (element instanceof Message message) {
            addMessage(message, subjects);
        } else if (element instanceof Collection<?> all) {
            all.forEach(inner -> addElement(inner, subjects));
        } else {
            subjects.add(Subject.of(element)
                    .orElseThrow(
                            () -> new IllegalArgumentException("The body's list holds something that names no file: "
                                    + describe(element) + FileSelector.WAYS)));
        }
    }

    private static void addMessage(Message message, List<Subject> subjects) {
        if (!content(message.getBody())) {
            addElement(message.getBody(), subjects);
            return;
        }
        subjects.add(OperationRequest.fileIdBefore(message)
                .map(id -> Subject.byId(ResultHeader.FILE_ID.header(), id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The body's list holds an exchange that names no file, neither by its body nor by the header "
                                + ResultHeader.FILE_ID.header())));
    }

    /** Removes duplicates, because several results may belong to one video. */
    static List<Subject> distinct(List<Subject> subjects) {
        Map<Object, Subject> distinct = new LinkedHashMap<>();
        subjects.forEach(subject -> distinct.putIfAbsent(subject.key(), subject));
        return List.copyOf(distinct.values());
    }

    /** Whether a body is content of any type. Content does not identify the file it belongs to. */
    static boolean content(Object body) {
        return body == null
                || body instanceof InputStream
                || body instanceof StreamCache
                || body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof Reader
                || body instanceof File
                || body instanceof Path
                || body instanceof Downloadable && !(body instanceof WrappedFile)
                || body instanceof WrappedFile && Subject.of(body).isEmpty();
    }

    static String describe(Object body) {
        if (body == null) {
            return "null";
        }
        return body instanceof CharSequence text
                ? "'" + quoted(text) + "' is neither an id nor a path that starts with '/'"
                : "it is a " + body.getClass().getName();
    }

    /** Returns a shortened text, so that an error message stays readable. */
    static String quoted(Object value) {
        String text = String.valueOf(value);
        return text.length() <= MOST_QUOTED ? text : text.substring(0, MOST_QUOTED) + "…";
    }
}
