# Manual pages.
dist_man_MANS += doc/indexer.1
