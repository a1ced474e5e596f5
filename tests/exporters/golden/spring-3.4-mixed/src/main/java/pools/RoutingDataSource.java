// OVER BUDGET: the fleet needs 372 connections, but the server has 97 available. The rest will be
//              refused (SQLSTATE 53300).
// Written by Poolwart 0.1.0 on 2026-02-03 for Spring Boot 3.4 and later.
// Plan: 31 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
// Budget: (2 replicas + 1 surge) x 4 processes x 31 slots in 3 pools = 372 of 97 usable connections
// (max_connections 100, 3 reserved).
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
