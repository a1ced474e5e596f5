// SPDX-License-Identifier: GPL-3.0-or-later

// Drives an exported pools.go: one line of JSON in, one out. What differs between pgxpool and database/sql is in a file
// beside it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"sync"
	"time"

	"shop/pools"
)

type command struct {
	Command string
	Pool    int
	Count   int
	MS      int
}

type answer map[string]any

type session struct {
	Pid     int    `json:"pid"`
	Name    string `json:"name"`
	Timeout string `json:"timeout"`
}

var (
	all    *pools.Pools
	kept   []connection
	saying sync.Mutex
)

func sessionOf(conn connection) (session, error) {
	var s session
	err := query(conn, "SELECT pg_backend_pid(), current_setting('application_name'), current_setting('statement_timeout')",
		&s.Pid, &s.Name, &s.Timeout)
	return s, err
}

// hold has Count statements wait at the test's gate, all at once.
func hold(given command) answer {
	var mu sync.Mutex
	var served int
	var firstFailure int64
	failures := []string{}
	var running sync.WaitGroup
	begun := time.Now()
	for i := 0; i < given.Count; i++ {
		running.Add(1)
		go func() {
			defer running.Done()
			conn, err := all.Acquire(context.Background())
			if err == nil {
				err = waitAtTheGate(conn)
				release(conn)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				served++
				return
			}
			if failures = append(failures, err.Error()); len(failures) == 1 {
				firstFailure = time.Since(begun).Milliseconds()
			}
		}()
	}
	running.Wait()
	return answer{"served": served, "errors": failures, "firstFailure": firstFailure}
}

// take keeps the connections that it acquires one after the other, until release.
func take(given command) answer {
	sessions := []session{}
	for i := 0; i < given.Count; i++ {
		conn, err := all.Acquire(context.Background())
		if err != nil {
			return answer{"error": err.Error()}
		}
		s, err := sessionOf(conn)
		if err != nil {
			return answer{"error": err.Error()}
		}
		kept = append(kept, conn)
		sessions = append(sessions, s)
	}
	return answer{"sessions": sessions}
}

func route(given command) answer {
	counts := map[string]int{}
	for i := 0; i < given.Count; i++ {
		conn, err := all.Acquire(context.Background())
		if err != nil {
			return answer{"error": err.Error()}
		}
		s, err := sessionOf(conn)
		release(conn)
		if err != nil {
			return answer{"error": err.Error()}
		}
		counts[s.Name]++
	}
	return answer{"counts": counts}
}

func closed(given command) answer {
	begun := time.Now()
	served := all.Close(time.Duration(given.MS) * time.Millisecond)
	return answer{"served": served, "ms": time.Since(begun).Milliseconds()}
}

func perform(given command) answer {
	switch given.Command {
	case "hold":
		return hold(given)
	case "begin":
		go func() { say(answer{"ends": hold(given)}) }()
		return answer{}
	case "take":
		return take(given)
	case "release":
		for _, conn := range kept {
			release(conn)
		}
		kept = nil
		return answer{}
	case "route":
		return route(given)
	case "stats":
		return answer{"pools": all.Stats()}
	case "close":
		return closed(given)
	}
	return answer{"error": "unknown command"}
}

func say(given answer) {
	saying.Lock()
	defer saying.Unlock()
	_ = json.NewEncoder(os.Stdout).Encode(given)
}

func main() {
	var err error
	if all, err = pools.Open(); err != nil {
		say(answer{"error": err.Error()})
		return
	}
	say(answer{"ready": true})
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var given command
		if err := json.Unmarshal(lines.Bytes(), &given); err != nil {
			say(answer{"error": err.Error()})
			continue
		}
		say(perform(given))
	}
}
