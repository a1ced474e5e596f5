// SPDX-License-Identifier: GPL-3.0-or-later
package main

import (
	"context"
	"database/sql"
)

type connection = *sql.Conn

func release(conn connection) { _ = conn.Close() }

func query(conn connection, text string, into ...any) error {
	return conn.QueryRowContext(context.Background(), text).Scan(into...)
}

func waitAtTheGate(conn connection) error {
	var nothing string
	return conn.QueryRowContext(context.Background(), "SELECT pg_advisory_xact_lock_shared(4711)::text").Scan(&nothing)
}
