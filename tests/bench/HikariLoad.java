// SPDX-License-Identifier: GPL-3.0-or-later
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a Java application with the same plan does: 5 pools of 12, 60 threads, each request to the next pool. Reads numbers of
 * seconds from standard input, a line each, and answers each with the requests a second; ends with its input. It stays
 * up between measurements, so that the pools are open and the code is compiled. URL and account come from the environment.
 */
public final class HikariLoad {
    private static final int POOLS = 5;
    private static final int SLOTS = 12;
    private static final int THREADS = 60;

    private final HikariDataSource[] pools = new HikariDataSource[POOLS];
    private final AtomicInteger next = new AtomicInteger();

    public static void main(String[] arguments) throws Exception {
        HikariLoad load = new HikariLoad();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(load.measure(Integer.parseInt(line.trim())));
        }
        for (HikariDataSource pool : load.pools) {
            pool.close();
        }
    }

    private HikariLoad() {
        for (int i = 0; i < POOLS; i++) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(System.getenv("BENCH_URL"));
            config.setUsername(System.getenv("BENCH_USER"));
            config.setPassword(System.getenv("BENCH_PASSWORD"));
            config.setMaximumPoolSize(SLOTS);
            config.setConnectionTimeout(20_000);
            config.addDataSourceProperty("ApplicationName", "hikari-p" + i);
            config.addDataSourceProperty("prepareThreshold", "1"); // prepared on the server from the first time on
            pools[i] = new HikariDataSource(config);
        }
    }

    private double measure(int seconds) throws Exception {
        LongAdder served = new LongAdder();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> work(end, served));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return served.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private void work(long end, LongAdder served) {
        try {
            while (System.nanoTime() < end) {
                request();
                served.increment();
            }
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void request() throws Exception {
        HikariDataSource pool = pools[Math.floorMod(next.getAndIncrement(), POOLS)];
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?")) {
            statement.setInt(1, ThreadLocalRandom.current().nextInt(100_000) + 1);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("no such account");
                }
                rows.getInt(1);
            }
        }
    }
}
