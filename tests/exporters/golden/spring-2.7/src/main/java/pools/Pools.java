// Written by Poolwart 0.1.0 on 2026-02-03 for Spring Boot 2.7 and later.
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
package pools;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The 5 pools of the plan, and the routing policy: round-robin. All calls are thread-safe. */
public final class Pools implements AutoCloseable {
    private final HikariDataSource[] pools;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closing;

    /** Takes open pools in plan order and closes them at the end. */
    public Pools(HikariDataSource... pools) {
        this.pools = pools.clone();
    }

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
        return pick();
    }

    private int pick() {
        return Math.floorMod(turn.getAndIncrement(), pools.length);
    }

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
