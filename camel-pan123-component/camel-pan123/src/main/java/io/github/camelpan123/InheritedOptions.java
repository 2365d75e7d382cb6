package io.github.camelpan123;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.operation.OperationRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an endpoint takes over from the options of its component. */
final class InheritedOptions {

    private InheritedOptions() {}

    /**
     * Returns the options that an endpoint starts from. An endpoint that identifies a file or folder ignores the
     * component's options for the same purpose. A blank value identifies nothing.
     *
     * @param endpoint the options that the endpoint sets itself
     */
    static Pan123Configuration of(Pan123Configuration component, Map<String, Object> endpoint) {
        Pan123Configuration options = component.copy();
        Set<String> own = endpoint.entrySet().stream()
                .filter(option -> !OptionText.blank(option.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        own.stream()
                .map(OperationRequest::sameAs)
                .flatMap(Set::stream)
                .filter(option -> !own.contains(option))
                .forEach(option -> reset(options, option));
        return options;
    }

    private static void reset(Pan123Configuration options, String option) {
        switch (option) {
            case "fileId" -> options.setFileId(null);
            case "fileIds" -> options.setFileIds(null);
            case "path" -> options.setPath(null);
            case "parentFileId" -> options.setParentFileId(null);
            case "parentPath" -> options.setParentPath(null);
            case "targetParentFileId" -> options.setTargetParentFileId(null);
            case "targetParentPath" -> options.setTargetParentPath(null);
            default -> throw new IllegalArgumentException(option);
        }
    }

    /**
     * Merges the limits of an endpoint into those of its component. A limit of the endpoint replaces that of the same
     * call, regardless of its spelling.
     *
     * @param endpoint the limits that are set one by one
     */
    static void mergeRateLimits(
            Pan123Configuration options, Map<String, Object> component, Map<String, Object> endpoint) {
        Map<String, Object> own = new LinkedHashMap<>(endpoint);
        if (options.getRateLimits() != null && options.getRateLimits() != component) {
            options.getRateLimits().forEach(own::putIfAbsent);
        }
        if (own.isEmpty()) {
            return;
        }
        Map<String, Object> merged = new LinkedHashMap<>(own);
        if (component != null) {
            Set<Optional<Api>> named = own.keySet().stream().map(Api::find).collect(Collectors.toSet());
            component.forEach((name, number) -> {
                if (!named.contains(Api.find(name))) {
                    merged.put(name, number);
                }
            });
        }
        options.setRateLimits(merged);
    }
}
