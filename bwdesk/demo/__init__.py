"""The demo: the main job from a factory list to PDFs, on invented data, with real files, a real server process and real sockets."""
