{{#header}}
// {{line|javacomment}}
{{/header}}
package pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

{{#defaultCandidate}}
import org.springframework.beans.factory.annotation.Qualifier;
{{/defaultCandidate}}
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
{{#pools}}

    @Bean
    @ConfigurationProperties("app.datasource.p{{index|int}}.configuration")
    public HikariConfig p{{index|int}}Configuration() {
        return at("app.datasource.p{{index|int}}");
    }

{{#defaultCandidate}}
    @Bean(defaultCandidate = false)
    @Qualifier("p{{index|int}}")
{{/defaultCandidate}}
{{^defaultCandidate}}
    @Bean(autowireCandidate = false)
{{/defaultCandidate}}
    public HikariDataSource p{{index|int}}() {
        return new HikariDataSource(p{{index|int}}Configuration());
    }
{{/pools}}

    /** Closed first, within its time limits, when the context closes. */
    @Bean
    public Pools pools() {
        return new Pools({{#pools}}p{{index|int}}(){{separator|raw}}{{/pools}});
    }

    @Bean
    @Primary
    public DataSource dataSource(Pools pools) {
        return new RoutingDataSource(pools);
    }
}
