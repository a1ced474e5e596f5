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
