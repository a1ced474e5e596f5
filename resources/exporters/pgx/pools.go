{{#header}}
// {{line|comment}}
{{/header}}

// Package pools holds the application's connection pools and lends their connections by the plan's policy.
package pools

{{>go/imports.go}}

{{#hasNever}}
const never = 87600 * time.Hour // ten years: for pgxpool 0 is at once, not never

{{/hasNever}}
{{>go/settings.go}}

func (e *entry) open() error {
	address, err := e.databaseURL()
	if err != nil {
		return err
	}
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return err
	}
	// The plan's settings win over what DATABASE_URL may say.
	config.MaxConns = int32(e.size)
	config.MinConns = int32(e.minimum)
	config.MaxConnIdleTime = e.idle
	config.MaxConnLifetime = e.lifetime
{{#jitter}}
	config.MaxConnLifetimeJitter = e.jitter
{{/jitter}}
	config.HealthCheckPeriod = {{healthCheck|raw}} // how often the times above are looked at
	config.ConnConfig.DialFunc = e.sockets.DialContext
{{#lazy}}
	config.LazyConnect = true // else a server that does not answer would hold up the start
	e.pool, err = pgxpool.ConnectConfig(context.Background(), config)
{{/lazy}}
{{^lazy}}
	e.pool, err = pgxpool.NewWithConfig(context.Background(), config)
{{/lazy}}
	return err
}

func (e *entry) inUse() int   { return int(e.pool.Stat().AcquiredConns()) }
func (e *entry) idleNow() int { return int(e.pool.Stat().IdleConns()) }

{{>go/pools.go}}

{{>go/url.go}}

{{>go/sockets.go}}
