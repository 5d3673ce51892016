"""How does the server stay up, whatever its clients, its workers and its files do?

listener    the listening socket; opened once, by the supervisor, and shared by all workers, so that nobody is
            refused while one of them is being replaced
supervisor  the process that starts the workers, and replaces those that die or hang; other work can go on beside them
worker      a process that answers requests: one thread reads and writes for all connections, others answer
connection  a client's; it holds a thread only while its request, read to the end, is being answered
heartbeat   the byte that a worker sends to the supervisor each second, as long as its loop turns
drain       to accept no new connections and finish the requests that are being answered, before stopping
"""
