// SPDX-License-Identifier: GPL-3.0-or-later
// Reads application.yml as Spring Boot does, with SnakeYAML, and binds it with Spring's own placeholders and bean wrapper:
// SpringCheck FILE prints pool name, size, idle timeout and password of each pool, one a line, after HikariCP's check.
// SpringCheck FILE COUNT then also takes so many connections from the RoutingDataSource and prints whose they are.
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.util.PropertyPlaceholderHelper;
import org.yaml.snakeyaml.Yaml;

import pools.Pools;
import pools.RoutingDataSource;

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

public final class SpringCheck {
    private static final PropertyPlaceholderHelper PLACEHOLDERS = new PropertyPlaceholderHelper("${", "}", ":", true);

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        List<HikariConfig> configs = new ArrayList<>();
        try (InputStream in = new FileInputStream(arguments[0])) {
            Map<?, ?> root = new Yaml().load(in);
            for (Object source : map(map(root.get("app")).get("datasource")).values()) {
                configs.add(bound(map(source)));
            }
        }
        if (arguments.length > 1) {
            route(configs, Integer.parseInt(arguments[1]), out);
            return;
        }
        for (HikariConfig config : configs) {
            config.validate();
            out.println(config.getPoolName() + " " + config.getMaximumPoolSize() + " " + config.getIdleTimeout() + " "
                + config.getPassword());
        }
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static String text(Object value) {
        return PLACEHOLDERS.replacePlaceholders(String.valueOf(value), new Properties());
    }

    private static HikariConfig bound(Map<?, ?> source) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(text(source.get("url")));
        config.setUsername(text(source.get("username")));
        config.setPassword(text(source.get("password")));
        BeanWrapper bean = new BeanWrapperImpl(config);
        for (Map.Entry<?, ?> entry : map(source.get("configuration")).entrySet()) {
            if (entry.getKey().equals("data-source-properties")) {
                map(entry.getValue()).forEach((key, value) -> config.addDataSourceProperty(key.toString(), text(value)));
            } else if (!entry.getKey().equals("keepalive-time")) { // HikariCP 4 and later
                bean.setPropertyValue(camelCase(entry.getKey().toString()), text(entry.getValue()));
            }
        }
        return config;
    }

    private static String camelCase(String name) {
        StringBuilder result = new StringBuilder();
        for (String word : name.split("-")) {
            result.append(result.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return result.toString();
    }

    private static void route(List<HikariConfig> configs, int count, PrintStream out) throws Exception {
        HikariDataSource[] sources = configs.stream().map(HikariDataSource::new).toArray(HikariDataSource[]::new);
        Pools pools = new Pools(sources);
        RoutingDataSource routing = new RoutingDataSource(pools);
        routing.afterPropertiesSet();
        for (int i = 0; i < count; i++) {
            try (Connection connection = routing.getConnection();
                 Statement statement = connection.createStatement();
                 ResultSet row = statement.executeQuery("SELECT application_name || ' ' || current_setting('statement_timeout')"
                     + " FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
                row.next();
                out.println(row.getString(1));
            }
        }
        out.println(pools.close(Duration.ofSeconds(5)) ? "served" : "cut");
    }
}
