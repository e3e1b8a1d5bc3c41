# Manual pages.
dist_man_MANS += doc/indexer.1 doc/searchctl.1 doc/searchd.8

# The manual pages refer to them; tests read them too.
dist_doc_DATA = doc/intranet.md doc/protocol.md

# Read in the tree.
EXTRA_DIST += doc/nginx.conf.example doc/hacking.md doc/threads.md

# The example of searchd's configuration; a test compares it with the table.
dist_examples_DATA += doc/searchd.conf
