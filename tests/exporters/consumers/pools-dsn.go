// SPDX-License-Identifier: GPL-3.0-or-later

// Opens a pool for each DSN of the command line and says what came of it, a line of JSON each.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/jackc/pgx/v4/pgxpool"
)

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, dsn := range os.Args[1:] {
		pool, err := pgxpool.Connect(context.Background(), dsn)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		var name, timeout string
		row := pool.QueryRow(context.Background(), "SELECT current_setting('application_name'), current_setting('statement_timeout')")
		if err := row.Scan(&name, &timeout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		config := pool.Config()
		_ = out.Encode(map[string]any{
			"name":     name,
			"timeout":  timeout,
			"max":      config.MaxConns,
			"min":      config.MinConns,
			"idle":     config.MaxConnIdleTime.String(),
			"lifetime": config.MaxConnLifetime.String(),
			"connect":  config.ConnConfig.ConnectTimeout.String(),
		})
		pool.Close()
	}
}
