package io.bellwether.benchmarks;

import io.bellwether.protocol.wire.Authenticator;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.KeyRing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the tag of a datagram costs: HMAC-SHA-256, which is used, beside AES-GMAC, which is not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TagBenchmark {

    private static final int KEY = 1;

    /** Bytes of the whole datagram, tag included. */
    @Param({"60", "1400"})
    int bytes;

    /** Which tag. */
    @Param({"HMAC-SHA-256", "AES-GMAC"})
    String algorithm = "";

    private Authenticator authenticator = new KeyRing(KEY, new byte[KeyRing.SECRET_BYTES]);
    private byte[] datagram = {};
    private byte[] tagged = {};
    private long nonce;

    /** A datagram to sign again and again, and one with a right tag to verify. */
    @Setup
    public void prepare() {
        authenticator = algorithm.equals("AES-GMAC") ? new Gmac() : new KeyRing(KEY, new byte[KeyRing.SECRET_BYTES]);
        datagram = new byte[bytes];
        authenticator.sign(datagram, bytes - Datagram.TAG_BYTES);
        tagged = datagram.clone();
    }

    /** One tag made, each under a nonce of its own. */
    @Benchmark
    public byte sign() {
        ByteBuffer.wrap(datagram).putLong(Datagram.TAG_BYTES, ++nonce);
        authenticator.sign(datagram, bytes - Datagram.TAG_BYTES);
        return datagram[bytes - 1];
    }

    /** One tag checked. */
    @Benchmark
    public boolean verify() {
        return authenticator.verify(KEY, tagged, bytes - Datagram.TAG_BYTES);
    }

    /** The other one: the initialisation vector is taken from the bytes where the benchmark has its nonce. */
    private static final class Gmac implements Authenticator {
        private static final int IV_BYTES = 12;
        private static final int TAG_BITS = Datagram.TAG_BYTES * Byte.SIZE;

        private final SecretKeySpec key = new SecretKeySpec(new byte[KeyRing.SECRET_BYTES], "AES");
        private final Cipher cipher;
        private final byte[] tag = new byte[Datagram.TAG_BYTES];

        private Gmac() {
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int keyId() {
            return KEY;
        }

        @Override
        public boolean knows(int keyId) {
            return keyId == KEY;
        }

        @Override
        public void sign(byte[] bytes, int length) {
            // The cipher refuses to sign twice under one initialisation vector, hence the counting nonce.
            compute(Cipher.ENCRYPT_MODE, bytes, length);
            System.arraycopy(tag, 0, bytes, length, tag.length);
        }

        @Override
        public boolean verify(int keyId, byte[] bytes, int length) {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, IV_BYTES, IV_BYTES));
                cipher.updateAAD(bytes, 0, length);
                cipher.doFinal(bytes, length, tag.length);
                return true;
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private void compute(int mode, byte[] bytes, int length) {
            try {
                byte[] iv = Arrays.copyOfRange(bytes, IV_BYTES, 2 * IV_BYTES);
                cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
                cipher.updateAAD(bytes, 0, length);
                cipher.doFinal(tag, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
