"""The server process: accounts, access, the numbered log. Nothing imports it but cli, lazily."""
