"""The server: the same domain, store and wire behind HTTP, with accounts, rights and the numbered log. Only the command line imports it."""
