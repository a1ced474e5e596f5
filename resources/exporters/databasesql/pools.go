{{#header}}
// {{line|comment}}
{{/header}}

// Package pools holds the application's connection pools and lends their connections by the plan's policy.
package pools

{{>go/imports.go}}

{{>go/settings.go}}

func (e *entry) open() error {
	address, err := e.databaseURL()
	if err != nil {
		return err
	}
{{#pgx}}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return err
	}
	config.DialFunc = e.sockets.DialContext
	e.pool = stdlib.OpenDB(*config)
{{/pgx}}
{{^pgx}}
	connector, err := pq.NewConnector(address)
	if err != nil {
		return err
	}
	connector.Dialer(e.sockets)
	e.pool = sql.OpenDB(connector)
{{/pgx}}
	e.pool.SetMaxOpenConns(e.size) // the default has no limit
	e.pool.SetMaxIdleConns(e.size) // the default, 2, would close and open connections all the time
	e.pool.SetConnMaxIdleTime(e.idle)
	e.pool.SetConnMaxLifetime(e.lifetime)
	return nil
}

func (e *entry) inUse() int   { return e.pool.Stats().InUse }
func (e *entry) idleNow() int { return e.pool.Stats().Idle }

{{>go/pools.go}}

{{>go/url.go}}

{{>go/sockets.go}}
{{^pgx}}

// Dial and DialTimeout are the other functions that lib/pq requires of a dialer.
func (s *sockets) Dial(network, address string) (net.Conn, error) {
	return s.DialContext(context.Background(), network, address)
}

func (s *sockets) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return s.DialContext(ctx, network, address)
}
{{/pgx}}
