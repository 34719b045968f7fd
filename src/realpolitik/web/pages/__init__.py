"""Pages: server-rendered, each with its own address; they work without script."""
