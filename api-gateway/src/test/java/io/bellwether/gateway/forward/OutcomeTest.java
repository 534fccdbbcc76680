package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.gateway.problem.ClientFaultException;
import io.bellwether.gateway.routing.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

class OutcomeTest {

    @Test
    void whatIsTheClientsFaultIsAnAnswer() {
        assertThat(answered(HttpStatus.BAD_REQUEST, false)).isEqualTo(Result.ANSWERED);
        assertThat(answered(HttpStatus.TOO_MANY_REQUESTS, true)).isEqualTo(Result.ANSWERED);
    }

    @Test
    void whoSaysWhenToComeBackIsBusyAndElseItHasFailed() {
        assertThat(answered(HttpStatus.SERVICE_UNAVAILABLE, true)).isEqualTo(Result.BUSY);
        assertThat(answered(HttpStatus.SERVICE_UNAVAILABLE, false)).isEqualTo(Result.FAILED);
        assertThat(answered(HttpStatus.INTERNAL_SERVER_ERROR, true)).isEqualTo(Result.FAILED);
    }

    @Test
    void onlyWhatWasNotSentDoesNothingTwice() {
        assertThat(Outcome.of(new ConnectException("refused")).wasNotSent()).isTrue();
        assertThat(Outcome.of(new UnknownHostException("orders")).wasNotSent()).isTrue();
        assertThat(Outcome.of(new TimeoutException()).wasNotSent()).isFalse();
        assertThat(Outcome.of(new IOException("reset")).wasNotSent()).isFalse();
        assertThat(Outcome.of(new IOException("reset")).result()).isEqualTo(Result.BROKEN);
    }

    @Test
    void whatAClientSendsIsNoFailureOfAnInstance() {
        Outcome outcome = Outcome.of(new ClientFaultException(new IOException("gone")));

        assertThat(outcome.result()).isEqualTo(Result.ABANDONED);
        assertThat(outcome.isFailure()).isFalse();
    }

    private static Result answered(HttpStatus status, boolean retryAfter) {
        var response = new MockServerHttpResponse();
        response.setStatusCode(status);
        if (retryAfter) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
        }
        return Outcome.of(response).result();
    }
}
