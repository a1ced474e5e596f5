// SPDX-License-Identifier: GPL-3.0-or-later
// Reads application.properties as java.util.Properties and prints them as JSON: QuarkusCheck FILE. Times must be of
// java.time. With a second argument it also connects each datasource p0, p1 … by the driver that its URL asks for and
// adds what the server says as "pK.session".
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

public final class QuarkusCheck {
    private static final String ROOT = "quarkus.datasource.";
    private static final String MORE = ".jdbc.additional-jdbc-properties.";

    public static void main(String[] arguments) throws Exception {
        Properties read = new Properties();
        try (InputStream in = new FileInputStream(arguments[0])) {
            read.load(in);
        }
        Map<String, String> seen = new TreeMap<>();
        for (String key : read.stringPropertyNames()) {
            seen.put(key, read.getProperty(key));
            if (read.getProperty(key).startsWith("PT")) {
                seen.put(key, Duration.parse(read.getProperty(key)).toMillis() + " ms");
            }
        }
        for (int k = 0; arguments.length > 1 && read.containsKey(ROOT + "p" + k + ".jdbc.url"); k++) {
            seen.put("p" + k + ".session", session(read, ROOT + "p" + k));
        }
        print(seen);
    }

    private static String session(Properties read, String source) throws SQLException {
        Properties driver = new Properties();
        driver.setProperty("user", read.getProperty(source + ".username"));
        driver.setProperty("password", read.getProperty(source + ".password"));
        for (String key : read.stringPropertyNames()) {
            if (key.startsWith(source + MORE)) {
                driver.setProperty(key.substring(source.length() + MORE.length()), read.getProperty(key));
            }
        }
        try (Connection connection = DriverManager.getConnection(read.getProperty(source + ".jdbc.url"), driver);
             ResultSet row = connection.createStatement().executeQuery("SELECT application_name || ' ' || current_setting("
                 + "'statement_timeout') FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void print(Map<String, String> seen) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        String separator = "{";
        for (Map.Entry<String, String> entry : seen.entrySet()) {
            out.print(separator + '"' + entry.getKey() + "\":\"" + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            separator = ",\n";
        }
        out.println("}");
    }
}
