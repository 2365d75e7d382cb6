package io.github.camelpan123.springboot;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the component's secrets out of actuator, also where an application shows all other values
 * ({@code management.endpoint.env.show-values=always}).
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class Pan123SanitizingAutoConfiguration {

    /** The options that the component's catalog entry marks as secret; a test compares. */
    static final Set<String> SECRETS =
            Set.of("clientid", "clientsecret", "accesstoken", "proxyuser", "proxypassword", "sharepassword");

    /** Made by Spring. */
    public Pan123SanitizingAutoConfiguration() {}

    /**
     * Masks whatever has {@code pan123} in its name and ends with the name of a secret option, so
     * {@code camel.component.pan123.client-secret} as well as an environment variable {@code PAN123_CLIENT_SECRET}.
     *
     * @return used by actuator next to others of its kind
     */
    @Bean
    public SanitizingFunction pan123SanitizingFunction() {
        return data -> secret(data.getKey()) ? data.withValue(SanitizableData.SANITIZED_VALUE) : data;
    }

    static boolean secret(String key) {
        String name = PlainName.of(key);
        return name.contains("pan123") && SECRETS.stream().anyMatch(name::endsWith);
    }
}
