# Manual pages.
dist_man_MANS += doc/indexer.1 doc/searchctl.1
