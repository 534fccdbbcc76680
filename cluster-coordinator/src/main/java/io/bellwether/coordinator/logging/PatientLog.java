package io.bellwether.coordinator.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Puts a {@link PatientAppender} before each appender that Spring Boot has set up, before anything else runs. */
public final class PatientLog implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            putBeforeAll(logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        }
    }

    static void putBeforeAll(Logger root) {
        List<Appender<ILoggingEvent>> direct = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> each = all.next();
            if (!(each instanceof PatientAppender)) {
                direct.add(each);
            }
        }
        for (Appender<ILoggingEvent> each : direct) {
            root.detachAppender(each);
            root.addAppender(PatientAppender.before(each));
        }
    }
}
