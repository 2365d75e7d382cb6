package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadServersTest {

    @ParameterizedTest
    @CsvSource({
        "http://up.example.com,      true,  https://up.example.com",
        "http://up.example.com:8080, true,  https://up.example.com:8080",
        "http://up.example.com,      false, http://up.example.com",
        "https://up.example.com/,    true,  https://up.example.com",
        "https://up.example.com,     false, https://up.example.com",
        "up.example.com,             true,  https://up.example.com",
        "up.example.com,             false, https://up.example.com",
        "http://127.0.0.1:7,         true,  http://127.0.0.1:7",
        "http://127.8.9.1:7,         true,  http://127.8.9.1:7",
        "http://localhost:7,         true,  http://localhost:7",
        "http://[::1]:7,             true,  http://[::1]:7",
        "http://10.0.0.1:7,          true,  https://10.0.0.1:7",
        "http://localhost.example,   true,  https://localhost.example"
    })
    void httpBecomesHttpsUnlessToldOtherwiseOrOnThisMachine(String named, boolean upgrade, String used) {
        assertThat(new UploadServers(upgrade).address(Api.UPLOAD_SLICE, named)).hasToString(used);
    }

    @Test
    void eachNameKeepsItsOwnAddress() {
        UploadServers servers = new UploadServers(true);
        for (String named : List.of("a.example", "a.example", "b.example", "a.example")) {
            assertThat(servers.address(Api.UPLOAD_SLICE, named)).hasToString("https://" + named);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "ftp://up.example.com", "https://me@up.example.com", "file:///etc", "a b"})
    void whatIsNoServerGetsNothing(String named) {
        assertThatThrownBy(() -> new UploadServers(true).address(Api.UPLOAD_SLICE, named))
                .isInstanceOf(Pan123Exception.class)
                .hasMessageContaining("upload server");
    }
}
