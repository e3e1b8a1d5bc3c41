# Manual pages.
dist_man_MANS += doc/indexer.1 doc/searchctl.1 doc/searchd.8

# The manual pages refer to it; a test reads it too.
dist_doc_DATA = doc/protocol.md

# Read in the tree.
EXTRA_DIST += doc/hacking.md doc/threads.md
