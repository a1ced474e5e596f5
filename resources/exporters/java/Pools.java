{{#header}}
// {{line|javacomment}}
{{/header}}
package pools;

{{#hasFiles}}
import com.zaxxer.hikari.HikariConfig;
{{/hasFiles}}
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
{{#usesRandom}}
import java.util.concurrent.ThreadLocalRandom;
{{/usesRandom}}
import java.util.concurrent.TimeUnit;
{{#usesAtomics}}
import java.util.concurrent.atomic.AtomicInteger;
{{/usesAtomics}}

/** The {{count|int}} pools of the plan, and the routing policy: {{policy|javacomment}}. All calls are thread-safe. */
public final class Pools implements AutoCloseable {
    private final HikariDataSource[] pools;
{{#usesTurn}}
    private final AtomicInteger turn = new AtomicInteger();
{{/usesTurn}}
{{#partialShare}}
    private final AtomicInteger credit = new AtomicInteger();
{{/partialShare}}
{{#weighted}}
    private static final int[] WEIGHTS = {
        {{weights|raw}}
    };
    private final int[] credits = new int[WEIGHTS.length]; // guarded by itself
{{/weighted}}
    private volatile boolean closing;

    /** Takes open pools in plan order and closes them at the end. */
    public Pools(HikariDataSource... pools) {
        this.pools = pools.clone();
    }
{{#hasFiles}}

    /** Opens the pools from the properties files in a folder. */
    public static Pools open(String folder) {
        String[] files = {
{{#files}}
            "{{file|raw}}",
{{/files}}
        };
        HikariDataSource[] pools = new HikariDataSource[files.length];
        for (int k = 0; k < files.length; k++) {
            pools[k] = new HikariDataSource(new HikariConfig(folder + "/" + files[k]));
        }
        return new Pools(pools);
    }
{{/hasFiles}}

    /** The pool for code that was written for one pool. */
    public HikariDataSource defaultPool() {
        return pools[0];
    }

    public int size() {
        return pools.length;
    }

    /** One pool by its index from 0, for code that chooses its pool itself. */
    public HikariDataSource pool(int index) {
        return pools[index];
    }

    /** The pool for one request. The statements of a transaction need one connection. */
    public HikariDataSource next() {
        return pools[nextIndex()];
    }

    /** The index of the pool for one request. */
    public int nextIndex() {
        if (closing) {
            throw new IllegalStateException("The database pools are closing: none is given out any more.");
        }
{{#partialShare}}
        // {{share|int}} % follow the policy, evenly mixed; the rest use the default pool. Raise it step by step.
        int share = {{share|int}};
        int before = credit.getAndUpdate(sum -> (sum + share) % 100);
        if (before + share < 100) {
            return 0;
        }
{{/partialShare}}
        return pick();
    }

    private int pick() {
{{#single}}
        return 0;
{{/single}}
{{#roundRobin}}
        return Math.floorMod(turn.getAndIncrement(), pools.length);
{{/roundRobin}}
{{#weighted}}
        // Smooth weighted round robin: each pool gains its weight; the pool with the highest credit is used and pays the sum.
        synchronized (credits) {
            int best = 0;
            int sum = 0;
            for (int k = 0; k < credits.length; k++) {
                credits[k] += WEIGHTS[k];
                sum += WEIGHTS[k];
                if (credits[k] > credits[best]) {
                    best = k;
                }
            }
            credits[best] -= sum;
            return best;
        }
{{/weighted}}
{{#random}}
        return ThreadLocalRandom.current().nextInt(pools.length);
{{/random}}
{{#powerOfTwo}}
        // The less loaded of two different pools drawn at random.
        if (pools.length == 1) {
            return 0;
        }
        int one = ThreadLocalRandom.current().nextInt(pools.length);
        int two = (one + 1 + ThreadLocalRandom.current().nextInt(pools.length - 1)) % pools.length;
        return load(pools[two]) < load(pools[one]) ? two : one;
{{/powerOfTwo}}
{{#leastLoaded}}
        // Ties rotate, so that an idle application does not use its first pool only.
        int start = turn.getAndIncrement();
        int best = Math.floorMod(start, pools.length);
        for (int step = 1; step < pools.length; step++) {
            int other = Math.floorMod(start + step, pools.length);
            if (load(pools[other]) < load(pools[best])) {
                best = other;
            }
        }
        return best;
{{/leastLoaded}}
    }
{{#usesLoad}}

    /** Fill level of a pool: 1 when every connection is in use, more when requests wait. */
    private static double load(HikariDataSource pool) {
        return (double) busy(pool) / pool.getMaximumPoolSize();
    }
{{/usesLoad}}

    private static int busy(HikariDataSource pool) {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null ? 0 : state.getActiveConnections() + state.getThreadsAwaitingConnection();
    }

    /** Closes with ten seconds for running requests. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /**
     * Refuses new requests, waits at most that long for running and waiting ones, then closes all pools at once
     * (at most two seconds). Returns whether every request was served.
     */
    public boolean close(Duration patience) {
        closing = true;
        long deadline = System.nanoTime() + patience.toNanos();
        while (isBusy() && System.nanoTime() < deadline && pause()) {
            // again
        }
        boolean served = !isBusy();
        closeAllWithin(2_000);
        return served;
    }

    private boolean isBusy() {
        for (HikariDataSource pool : pools) {
            if (busy(pool) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void closeAllWithin(long milliseconds) {
        List<Thread> closers = new ArrayList<>();
        for (HikariDataSource pool : pools) {
            Thread closer = new Thread(pool::close, "close " + pool.getPoolName());
            closer.setDaemon(true);
            closer.start();
            closers.add(closer);
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        try {
            for (Thread closer : closers) {
                closer.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
