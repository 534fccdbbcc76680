package io.bellwether.consumer.api;

import io.bellwether.consumer.query.BadParameterException;
import io.bellwether.consumer.query.LogHistogram;
import io.bellwether.consumer.query.LogPage;
import io.bellwether.consumer.query.LogReader;
import io.bellwether.consumer.query.QueryParser;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /logs}: stored records, a page at a time; {@code GET /logs/histogram}: how many there were when. */
@RestController
final class LogsController {

    private final QueryParser parser;
    private final LogReader reader;

    LogsController(QueryParser parser, LogReader reader) {
        this.parser = parser;
        this.reader = reader;
    }

    @GetMapping(path = "/logs", produces = MediaType.APPLICATION_JSON_VALUE)
    LogPage get(@RequestParam MultiValueMap<String, String> parameters) throws BadParameterException {
        return reader.read(parser.parse(parameters));
    }

    @GetMapping(path = "/logs/histogram", produces = MediaType.APPLICATION_JSON_VALUE)
    LogHistogram histogram(@RequestParam MultiValueMap<String, String> parameters) throws BadParameterException {
        return reader.count(parser.parseHistogram(parameters));
    }
}
