package io.bellwether.devservices.process;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two launchers from changing one {@link Home} at the same time. The kernel frees it when its holder dies. */
public final class HomeLock implements AutoCloseable {

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    public static HomeLock take(Home home) {
        var file = home.run().resolve("launcher.lock");
        try {
            Files.createDirectories(home.run());
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                var holder = Files.readString(file).strip();
                channel.close();
                throw new StartProblem(
                        "Another launcher (process %s) is at work in %s: wait until it is done, or end it."
                                .formatted(holder.isEmpty() ? "unknown" : holder, home.folder()));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be locked (%s)".formatted(file, Home.reason(e)), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StartProblem("the launcher's lock cannot be given back (%s)".formatted(Home.reason(e)), e);
        }
    }
}
