// Written by Poolwart 0.1.0 on 2026-02-03 for HikariCP 2.7.
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
package pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The 5 pools of the plan, and which of them a request takes: round-robin. All calls are thread-safe. */
public final class Pools implements AutoCloseable {
    private final HikariDataSource[] pools;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closing;

    /** Takes pools that are open, in the plan's order, and closes them in the end. */
    public Pools(HikariDataSource... pools) {
        this.pools = pools.clone();
    }

    /** Opens the pools from the files of properties in a folder. */
    public static Pools open(String folder) {
        String[] files = {
            "shop-p0.properties",
            "shop-p1.properties",
            "shop-p2.properties",
            "shop-p3.properties",
            "shop-p4.properties",
        };
        HikariDataSource[] pools = new HikariDataSource[files.length];
        for (int k = 0; k < files.length; k++) {
            pools[k] = new HikariDataSource(new HikariConfig(folder + "/" + files[k]));
        }
        return new Pools(pools);
    }

    /** The pool of code that knows one pool only. */
    public HikariDataSource defaultPool() {
        return pools[0];
    }

    public int size() {
        return pools.length;
    }

    /** One pool, for work that chooses its own; from 0. */
    public HikariDataSource pool(int index) {
        return pools[index];
    }

    /** The pool for one piece of work. The statements of a transaction need one connection of it. */
    public HikariDataSource next() {
        return pools[nextIndex()];
    }

    /** The same as its index. */
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

    /** Ten seconds for what runs. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /**
     * Gives out nothing any more, waits at most so long for the requests that run or wait, then closes all pools at once
     * (two seconds at most). True if every request was served.
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
