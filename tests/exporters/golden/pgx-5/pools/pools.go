// Written by Poolwart 0.1.0 on 2026-02-03 for pgxpool of pgx 5, Go 1.19 or later.
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
// Limitations of this target (not supported, different meaning) and chosen defaults:
// - acquire_timeout (chosen default): Go's pools have no setting for it. Acquire() in pools.go sets it
//   on the context (20s), for waiting and connecting together; a direct call of a pool waits as long
//   as its own context.
// - startup parameters (chosen default): statement_timeout is sent as a startup parameter. PgBouncer
//   refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use
//   ALTER ROLE … SET statement_timeout instead.
// - max_lifetime (chosen default): pgx adds the jitter to the lifetime: nine tenths and one tenth of
//   the plan's 30m are written, so that connections opened together are not closed together.
// - idle_timeout (different meaning): pgxpool checks for idle or expired connections every 1m
//   (pool_health_check_period), so it closes them up to that much later.
// - pool_min_idle_conns (chosen default): Left out, like pool_ping_timeout: the default of both is 0,
//   and pgx before 5.7.3 or 5.8 would send them to the server, which then refuses the connection.

// Package pools holds the application's connection pools and lends their connections by the plan's policy.
package pools

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// settings of one pool, as in the plan.
type settings struct {
	name            string
	applicationName string // in pg_stat_activity
	size            int
	minimum         int           // kept open
	acquire         time.Duration // waiting for a connection and opening one, together
	connect         string        // whole seconds
	statement       string        // milliseconds; "": the server's default
	idle            time.Duration
	lifetime        time.Duration
	jitter          time.Duration // on top of the lifetime, at random
}

// One entry per pool. The first is the default pool.
var plan = []settings{
	{
		name:            "pool-1",
		applicationName: "shop-p0",
		size:            12,
		minimum:         12,
		acquire:         20 * time.Second,
		connect:         "5",
		statement:       "30000",
		idle:            5 * time.Minute,
		lifetime:        27 * time.Minute,
		jitter:          3 * time.Minute,
	},
	{
		name:            "pool-2",
		applicationName: "shop-p1",
		size:            12,
		minimum:         12,
		acquire:         20 * time.Second,
		connect:         "5",
		statement:       "30000",
		idle:            5 * time.Minute,
		lifetime:        27 * time.Minute,
		jitter:          3 * time.Minute,
	},
	{
		name:            "pool-3",
		applicationName: "shop-p2",
		size:            12,
		minimum:         12,
		acquire:         20 * time.Second,
		connect:         "5",
		statement:       "30000",
		idle:            5 * time.Minute,
		lifetime:        27 * time.Minute,
		jitter:          3 * time.Minute,
	},
	{
		name:            "pool-4",
		applicationName: "shop-p3",
		size:            12,
		minimum:         12,
		acquire:         20 * time.Second,
		connect:         "5",
		statement:       "30000",
		idle:            5 * time.Minute,
		lifetime:        27 * time.Minute,
		jitter:          3 * time.Minute,
	},
	{
		name:            "pool-5",
		applicationName: "shop-p4",
		size:            12,
		minimum:         12,
		acquire:         20 * time.Second,
		connect:         "5",
		statement:       "30000",
		idle:            5 * time.Minute,
		lifetime:        27 * time.Minute,
		jitter:          3 * time.Minute,
	},
}

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
	config.MaxConnLifetimeJitter = e.jitter
	config.HealthCheckPeriod = 1 * time.Minute // how often the times above are looked at
	config.ConnConfig.DialFunc = e.sockets.DialContext
	e.pool, err = pgxpool.NewWithConfig(context.Background(), config)
	return err
}

func (e *entry) inUse() int   { return int(e.pool.Stat().AcquiredConns()) }
func (e *entry) idleNow() int { return int(e.pool.Stat().IdleConns()) }

// ErrClosing is returned by Acquire after Close was called.
var ErrClosing = errors.New("the database pools are closing: no connection is given out any more")

// Pools holds all pools of the plan. Its methods may be called from any goroutine.
type Pools struct {
	entries []*entry

	mu      sync.Mutex // guards the following fields; never held while waiting
	closing bool
	turn    int
}

// entry is one pool.
type entry struct {
	settings
	number  int // from 1, as in the log
	pool    *pgxpool.Pool
	sockets *sockets
	waiting atomic.Int64 // callers of Acquire that have no connection yet
}

// Open creates all pools and returns at once; the connections are opened in the background. A pool that cannot connect
// logs the error and does not stop the others. Call it once at the start, and Close at the end and on SIGTERM.
func Open() (*Pools, error) {
	pools := new(Pools)
	for i, one := range plan {
		e := &entry{settings: one, number: i + 1, sockets: &sockets{open: map[*socket]bool{}}}
		if err := e.open(); err != nil {
			pools.Close(0)
			return nil, fmt.Errorf("[Pool %d] %w", e.number, err)
		}
		pools.entries = append(pools.entries, e)
	}
	for _, e := range pools.entries {
		go e.openMinimum()
	}
	return pools, nil
}

// All returns the pools in plan order, for code that chooses its pool itself. A call that does not use Acquire
// waits as long as its own context allows.
func (p *Pools) All() []*pgxpool.Pool {
	all := make([]*pgxpool.Pool, 0, len(p.entries))
	for _, e := range p.entries {
		all = append(all, e.pool)
	}
	return all
}

// Default returns the default pool, for code that was written for one pool.
func (p *Pools) Default() *pgxpool.Pool {
	return p.entries[0].pool
}

// Acquire takes a connection for one piece of work from a pool by the plan's policy (round-robin). It waits for the
// acquire timeout of that pool, or less if ctx ends before. Return the connection with Release().
func (p *Pools) Acquire(ctx context.Context) (*pgxpool.Conn, error) {
	e, err := p.pick()
	if err != nil {
		return nil, err
	}
	return e.take(ctx)
}

func (e *entry) take(ctx context.Context) (*pgxpool.Conn, error) {
	bounded, cancel := context.WithTimeout(ctx, e.acquire)
	defer cancel()
	e.waiting.Add(1)
	conn, err := e.pool.Acquire(bounded)
	e.waiting.Add(-1)
	if err == nil {
		return conn, nil
	}
	if bounded.Err() != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("[Pool %d] no connection within %v, %d of %d in use, %d waiting: %w",
			e.number, e.acquire, e.inUse(), e.size, e.waiting.Load(), err)
	}
	return nil, fmt.Errorf("[Pool %d] %w", e.number, err)
}

// openMinimum opens one connection, as pgxpool does with the rest, at least one connection, so that a failure is seen early.
func (e *entry) openMinimum() {
	type result struct {
		conn *pgxpool.Conn
		err  error
	}
	count := 1
	results := make(chan result, count)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // connect_timeout ends each attempt before
	defer cancel()
	for i := 0; i < count; i++ {
		go func() {
			conn, err := e.pool.Acquire(ctx)
			results <- result{conn, err}
		}()
	}
	var failure error
	for i := 0; i < count; i++ {
		if one := <-results; one.err != nil {
			failure = one.err
		} else {
			defer one.conn.Release() // after all are open, so that no connection is used twice
		}
	}
	if failure != nil {
		log.Printf("[Pool %d] Initial connection error (%s): %v", e.number, e.name, failure)
	}
}

func (p *Pools) pick() (*entry, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closing {
		return nil, ErrClosing
	}
	e := p.entries[p.turn%len(p.entries)]
	p.turn++
	return e, nil
}

// Stat is the current state of a pool.
type Stat struct {
	Number          int // from 1
	ApplicationName string
	InUse           int
	Idle            int
	Waiting         int // in Acquire
}

// Stats returns a Stat for each pool, in plan order.
func (p *Pools) Stats() []Stat {
	stats := make([]Stat, 0, len(p.entries))
	for _, e := range p.entries {
		stats = append(stats, Stat{e.number, e.applicationName, e.inUse(), e.idleNow(), int(e.waiting.Load())})
	}
	return stats
}

// Close refuses new calls, waits at most limit for running and waiting ones, then closes all pools at once (at most one
// second). Returns whether every connection was returned. A cut call ends with an error; the server continues
// its statement until it notices, at the latest at statement_timeout.
func (p *Pools) Close(limit time.Duration) bool {
	p.mu.Lock()
	p.closing = true
	p.mu.Unlock()
	served := p.wait(limit, func(e *entry) bool { return e.inUse() == 0 && e.waiting.Load() == 0 })
	for _, e := range p.entries {
		if !served {
			for _, one := range e.sockets.list() {
				_ = one.Close()
			}
		}
		go e.pool.Close() // which may wait for the last connection
	}
	p.wait(time.Second, func(e *entry) bool { return len(e.sockets.list()) == 0 })
	return served
}

// wait returns whether the condition became true for all pools in time.
func (p *Pools) wait(limit time.Duration, isSo func(*entry) bool) bool {
	deadline := time.Now().Add(limit)
	for _, e := range p.entries {
		for !isSo(e) {
			if !time.Now().Before(deadline) {
				return false
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return true
}

// databaseURL returns DATABASE_URL with the pool's own parameters, which replace those of the same name.
func (s settings) databaseURL() (string, error) {
	text := os.Getenv("DATABASE_URL")
	if text == "" {
		return "", errors.New("DATABASE_URL is not set: write it as postgresql://user:password@host:5432/database, see .env.example")
	}
	address, err := url.Parse(text)
	if err != nil || (address.Scheme != "postgresql" && address.Scheme != "postgres") {
		// Without the parsed text, because it contains the password.
		return "", errors.New("DATABASE_URL is not a PostgreSQL URL: it must begin with postgresql:// or postgres:// and be percent-encoded")
	}
	query := address.Query()
	for key, value := range map[string]string{
		"application_name":  s.applicationName,
		"connect_timeout":   s.connect,
		"statement_timeout": s.statement,
	} {
		if query.Del(key); value != "" {
			query.Set(key, value)
		}
	}
	if query.Get("host") != "" { // a socket's folder: not every driver prefers it to the host in front
		address.Host = ":" + address.Port()
	}
	address.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20") // not every driver reads "+" as a space
	return address.String(), nil
}

// sockets are the open sockets of a pool, so that remaining ones can be cut at the end.
type sockets struct {
	mu   sync.Mutex
	open map[*socket]bool
}

type socket struct {
	net.Conn
	owner *sockets
}

func (s *sockets) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	opened := &socket{Conn: conn, owner: s}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[opened] = true
	return opened, nil
}

func (s *socket) Close() error {
	s.owner.mu.Lock()
	delete(s.owner.open, s)
	s.owner.mu.Unlock()
	return s.Conn.Close()
}

func (s *sockets) list() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*socket, 0, len(s.open))
	for one := range s.open {
		list = append(list, one)
	}
	return list
}
