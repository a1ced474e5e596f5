// Written by Poolwart 0.1.0 on 2026-02-03 for Spring Boot 3.4 and later.
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
package pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

import javax.sql.DataSource;

/** The plan's pools as beans p0 and so on, and the primary DataSource that routes between them. */
@Configuration
public class PoolsConfiguration {
    private final Environment environment;

    public PoolsConfiguration(Environment environment) {
        this.environment = environment;
    }

    // HikariConfig expects "jdbc-url", so url, user and password are read here; the rest is bound.
    private HikariConfig at(String prefix) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(environment.getRequiredProperty(prefix + ".url"));
        config.setUsername(environment.getRequiredProperty(prefix + ".username"));
        config.setPassword(environment.getRequiredProperty(prefix + ".password"));
        return config;
    }

    @Bean
    @ConfigurationProperties("app.datasource.p0.configuration")
    public HikariConfig p0Configuration() {
        return at("app.datasource.p0");
    }

    @Bean(defaultCandidate = false)
    @Qualifier("p0")
    public HikariDataSource p0() {
        return new HikariDataSource(p0Configuration());
    }

    @Bean
    @ConfigurationProperties("app.datasource.p1.configuration")
    public HikariConfig p1Configuration() {
        return at("app.datasource.p1");
    }

    @Bean(defaultCandidate = false)
    @Qualifier("p1")
    public HikariDataSource p1() {
        return new HikariDataSource(p1Configuration());
    }

    @Bean
    @ConfigurationProperties("app.datasource.p2.configuration")
    public HikariConfig p2Configuration() {
        return at("app.datasource.p2");
    }

    @Bean(defaultCandidate = false)
    @Qualifier("p2")
    public HikariDataSource p2() {
        return new HikariDataSource(p2Configuration());
    }

    @Bean
    @ConfigurationProperties("app.datasource.p3.configuration")
    public HikariConfig p3Configuration() {
        return at("app.datasource.p3");
    }

    @Bean(defaultCandidate = false)
    @Qualifier("p3")
    public HikariDataSource p3() {
        return new HikariDataSource(p3Configuration());
    }

    @Bean
    @ConfigurationProperties("app.datasource.p4.configuration")
    public HikariConfig p4Configuration() {
        return at("app.datasource.p4");
    }

    @Bean(defaultCandidate = false)
    @Qualifier("p4")
    public HikariDataSource p4() {
        return new HikariDataSource(p4Configuration());
    }

    /** Closed first, within its time limits, when the context closes. */
    @Bean
    public Pools pools() {
        return new Pools(p0(), p1(), p2(), p3(), p4());
    }

    @Bean
    @Primary
    public DataSource dataSource(Pools pools) {
        return new RoutingDataSource(pools);
    }
}
