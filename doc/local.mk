# Manual pages.
dist_man_MANS += doc/indexer.1 doc/searchctl.1 doc/searchd.8

# Read in the tree; tests read protocol.md too.
EXTRA_DIST += doc/hacking.md doc/protocol.md doc/threads.md

# The example of searchd's configuration; a test compares it with the table.
dist_examples_DATA += doc/searchd.conf
