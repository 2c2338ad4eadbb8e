"""What the command line does, one file a subject. Each command returns its facts; `bwdesk.cli` prints them."""
