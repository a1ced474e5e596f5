def _cut(connections):
    # Cancel first: the server does not notice a closed socket while a statement runs. At most one second.
    cancelling = [threading.Thread(target=connection.cancel, daemon=True) for connection in connections]
    for thread in cancelling:
        thread.start()
    deadline = time.monotonic() + 1
    for thread in cancelling:
        thread.join(max(0, deadline - time.monotonic()))
    for connection in connections:
        if not connection.closed:
            with socket.socket(fileno=os.dup(connection.fileno())) as wire:
                wire.shutdown(socket.SHUT_RDWR)
