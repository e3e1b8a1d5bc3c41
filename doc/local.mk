# Manual pages.
dist_man_MANS += doc/indexer.1 doc/searchctl.1 doc/searchd.8

# The manual pages refer to them; tests read them too.
dist_doc_DATA = doc/intranet.md doc/protocol.md

# Read in the tree.
EXTRA_DIST += doc/hacking.md doc/threads.md

# Examples: searchd's configuration, which a test compares with the table, and
# that of an nginx before it, which a test runs.
dist_examples_DATA += doc/searchd.conf doc/nginx.conf.example
