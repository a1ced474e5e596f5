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
