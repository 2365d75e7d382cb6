package io.github.camelpan123.api;

import java.util.List;

/**
 * A refusal of the platform. It determines the exception for each code and text (platform/calls.md, "Codes").
 *
 * @param api the call
 * @param status the HTTP status
 * @param code the code in the body, not 0
 * @param message the text of the platform, not null
 * @param traceId the ID that the platform's support asks for, may be empty
 */
record Failure(Api api, int status, int code, String message, String traceId) {

    /**
     * The maximum length of a trace ID in characters. The platform's own have 60, but other answers may contain any
     * length.
     */
    private static final int LONGEST_TRACE_ID = 200;

    private static final List<String> NAME_TAKEN = List.of("同名", "重名", "重复", "已存在", "already exist");
    /** The texts for missing files and folders. An unknown upload session has another meaning. */
    private static final List<String> NOT_THERE = List.of("文件不存在", "目录不存在", "文件夹不存在");

    private static final List<String> BANNED = List.of("封禁", "禁止", "拒绝", "forbidden", "denied");

    Failure {
        if (traceId.length() > LONGEST_TRACE_ID) {
            traceId = traceId.substring(0, LONGEST_TRACE_ID);
        }
    }

    Pan123Exception toException() {
        if (status >= 500 && code != 401 && code != 429) {
            return new Pan123Exception(
                    this, true, "The platform reports an internal error (HTTP " + status + "): repeat the call later");
        }
        return switch (code) {
            case 401 -> unauthorized();
            case 429 -> new Pan123RateLimitedException(this);
            case 5066 -> new Pan123NotFoundException(this);
            case 5113 -> new Pan123TrafficExceededException(this);
            case 20103 -> new Pan123VerifyingException(this);
            case 1 -> general();
            default -> api == Api.ACCESS_TOKEN ? new Pan123CredentialsException(this) : other();
        };
    }

    private Pan123Exception unauthorized() {
        return api == Api.ACCESS_TOKEN ? new Pan123CredentialsException(this) : new Pan123TokenException(this);
    }

    private Pan123Exception general() {
        if (message.contains("请慢一点") || message.contains("频繁")) {
            return new Pan123RateLimitedException(this);
        }
        if (api == Api.ACCESS_TOKEN) {
            return new Pan123CredentialsException(this);
        }
        if (message.contains("文件上传失败")) {
            return new Pan123UploadFailedException(this);
        }
        if (contains(NOT_THERE)) {
            return new Pan123NotFoundException(this);
        }
        if (contains(NAME_TAKEN)) {
            return new Pan123NameConflictException(this);
        }
        if (contains(BANNED)) {
            return new Pan123WriteBannedException(this);
        }
        return other();
    }

    private Pan123Exception other() {
        return new Pan123Exception(this, false, "Do not repeat it: check the ids, names and options");
    }

    private boolean contains(List<String> words) {
        return words.stream().anyMatch(message::contains);
    }

    String text() {
        return api.path() + " failed with code " + code + ": " + Pan123Exception.shorten(message)
                + (traceId.isEmpty() ? "" : " (x-traceID " + traceId + ")");
    }
}
