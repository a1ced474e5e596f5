{{#header}}
// {{line|javacomment}}
{{/header}}
package pools;

import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import java.util.HashMap;
import java.util.Map;

/** One DataSource for the application: each connection comes from the pool that {@link Pools} chooses. */
public final class RoutingDataSource extends AbstractRoutingDataSource {
    private final Pools pools;

    public RoutingDataSource(Pools pools) {
        this.pools = pools;
        Map<Object, Object> targets = new HashMap<>();
        for (int k = 0; k < pools.size(); k++) {
            targets.put(k, pools.pool(k));
        }
        setTargetDataSources(targets);
        setDefaultTargetDataSource(pools.defaultPool());
    }

    @Override
    protected Object determineCurrentLookupKey() {
        return pools.nextIndex();
    }
}
