// SPDX-License-Identifier: GPL-3.0-or-later
// An application with the exported Pools.java: HikariConsumer FOLDER says {"ready":true}, then answers each line of JSON.
import com.zaxxer.hikari.HikariDataSource;

import pools.Pools;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class HikariConsumer {
    private static Pools pools;

    public static void main(String[] arguments) throws Exception {
        pools = Pools.open(arguments[0]);
        System.out.println("{\"ready\":true}");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = answer(line);
            } catch (Exception failure) {
                answer = "{\"error\":\"" + failure.getClass().getSimpleName() + "\"}";
            }
            System.out.println(answer);
        }
    }

    private static String answer(String line) throws Exception {
        switch (word(line, "command")) {
        case "session":
            return session(pools.pool(number(line, "pool")));
        case "route":
            return route(number(line, "count"));
        case "hold":
            return hold(pools.pool(number(line, "pool")), number(line, "count"), false);
        case "begin":
            return begin(pools.pool(number(line, "pool")), number(line, "count"));
        case "routeHeld":
            return routeHeld(number(line, "count"), number(line, "held"));
        case "closeBusy":
            return closeBusy(number(line, "ms"));
        default:
            return "{\"served\":" + pools.close(Duration.ofMillis(number(line, "ms"))) + "}";
        }
    }

    private static String word(String line, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\"?([-a-zA-Z0-9]+)").matcher(line);
        return found.find() ? found.group(1) : "";
    }

    private static int number(String line, String key) {
        return Integer.parseInt(word(line, key));
    }

    private static String session(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT application_name, current_setting('statement_timeout'), pid"
                 + " FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            row.next();
            return String.format("{\"name\":\"%s\",\"timeout\":\"%s\"}", row.getString(1), row.getString(2));
        }
    }

    private static String route(int count) {
        StringBuilder indexes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            indexes.append(i == 0 ? "" : ",").append(pools.nextIndex());
        }
        return "{\"pools\":[" + indexes + "]}";
    }

    /** Routes while connections of the first pool are held. */
    private static String routeHeld(int count, int held) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < held; i++) {
                connections.add(pools.defaultPool().getConnection());
            }
            return route(count);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Closes while a request runs that does not end by itself. */
    private static String closeBusy(int milliseconds) throws Exception {
        try (Connection connection = pools.defaultPool().getConnection()) {
            Thread request = new Thread(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_sleep(3600)");
                } catch (SQLException cut) {
                    // as it is to be
                }
            });
            request.setDaemon(true);
            request.start();
            long start = System.nanoTime();
            boolean served = pools.close(Duration.ofMillis(milliseconds));
            return "{\"served\":" + served + ",\"took\":" + (System.nanoTime() - start) / 1_000_000 + "}";
        }
    }

    /** The same in the background, by requests that insist on a connection. */
    private static String begin(HikariDataSource pool, int count) {
        Thread background = new Thread(() -> {
            try {
                System.out.println(hold(pool, count, true));
            } catch (Exception failure) {
                System.out.println("{\"error\":\"" + failure.getClass().getSimpleName() + "\"}");
            }
        });
        background.setDaemon(true);
        background.start();
        return "{}";
    }

    private static Connection connectionOf(HikariDataSource pool, boolean insists) throws SQLException {
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException none) {
                if (!insists) {
                    throw none;
                }
            }
        }
    }

    /** Statements that wait at the test's gate, all at once. */
    private static String hold(HikariDataSource pool, int count, boolean insists) throws Exception {
        long start = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Long>> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<Long> request = () -> {
                try (Connection connection = connectionOf(pool, insists); Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_advisory_xact_lock_shared(4711)");
                    return 0L;
                } catch (SQLException failure) {
                    return (System.nanoTime() - start) / 1_000_000;
                }
            };
            ends.add(threads.submit(request));
        }
        int served = 0;
        long failedAfter = 0;
        for (Future<Long> end : ends) {
            served += end.get() == 0 ? 1 : 0;
            failedAfter = Math.max(failedAfter, end.get());
        }
        threads.shutdown();
        return "{\"served\":" + served + ",\"failedAfter\":" + failedAfter + "}";
    }
}
