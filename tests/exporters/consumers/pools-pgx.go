// SPDX-License-Identifier: GPL-3.0-or-later
package main

import (
	"context"

	"github.com/jackc/pgx/v4/pgxpool"
)

type connection = *pgxpool.Conn

func release(conn connection) { conn.Release() }

func query(conn connection, text string, into ...any) error {
	return conn.QueryRow(context.Background(), text).Scan(into...)
}

func waitAtTheGate(conn connection) error {
	var nothing string
	return conn.QueryRow(context.Background(), "SELECT pg_advisory_xact_lock_shared(4711)::text").Scan(&nothing)
}
