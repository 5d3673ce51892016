"""What happens to every request and to every response, whatever it is about?

etag      the name of an answer, so that nobody is sent what they have already
problem   what goes out instead of an answer when something is wrong (RFC 9457)
budget    the computing time that a request may take, and the length of its answer
host      a name that the server answers to
CORS      which pages of other sites may read the API

Each module adds one of them to the application by its `install`.
"""
