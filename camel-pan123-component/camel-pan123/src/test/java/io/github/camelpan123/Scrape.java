package io.github.camelpan123;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus registry as text, as a server reads it. */
final class Scrape {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    record Sample(String name, Map<String, String> labels, double value) {}

    /** The samples of the component. */
    List<Sample> samples() {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("camel_pan123_"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(Scrape::sample)
                .toList();
    }

    private static Sample sample(Matcher line) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(line.group(2) == null ? "" : line.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
    }

    /** The sum over all samples of a name that have these labels. */
    double sum(String name, String... labels) {
        return samples().stream()
                .filter(sample -> sample.name().equals("camel_pan123_" + name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }
}
